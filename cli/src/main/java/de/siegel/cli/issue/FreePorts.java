package de.siegel.cli.issue;

import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Whether the ports of a quickstart are free, and where they are if not. */
final class FreePorts {
  private static final int STEP = 100;

  private FreePorts() {}

  /**
   * What is in the way.
   *
   * @param offset by which all ports are moved
   * @param most largest offset that there is
   * @param free whether nobody listens at a port
   * @return which ports are taken and an offset that has none of them; empty if all are free
   */
  static Optional<String> trouble(int offset, int most, IntPredicate free) {
    String taken =
        named(Ports.FIXED.shifted(offset)).entrySet().stream()
            .filter(port -> !free.test(port.getKey()))
            .map(port -> "port " + port.getKey() + " (" + port.getValue() + ")")
            .collect(Collectors.joining(", "));
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt other = after(offset, most, free);
    return Optional.of(
        "Something listens already at "
            + taken
            + ": end it, or name another --port-offset"
            + (other.isPresent() ? ", such as " + other.getAsInt() : "")
            + ". Offsets that differ by 1000, or by less than 20, meet each other.");
  }

  private static OptionalInt after(int offset, int most, IntPredicate free) {
    for (int next = (offset / STEP + 1) * STEP; next <= most; next += STEP) {
      if (named(Ports.FIXED.shifted(next)).keySet().stream().allMatch(free::test)) {
        return OptionalInt.of(next);
      }
    }
    return OptionalInt.empty();
  }

  private static Map<Integer, String> named(Ports ports) {
    Map<Integer, String> named = new LinkedHashMap<>();
    named.put(ports.broker(), "Kafka broker");
    named.put(ports.registry(), "schema registry");
    named.put(ports.sessions(), "session authority");
    named.put(ports.management(), "health and metrics");
    named.put(ports.desk(), "admission desk");
    named.put(ports.ti(), "simulated TI");
    named.put(ports.epochs(), "epoch keys");
    named.put(ports.revocations(), "revocations");
    named.put(ports.fraudDesk(), "fraud desk");
    return named;
  }

  /** Whether nobody listens at a port on loopback, by trying to. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
