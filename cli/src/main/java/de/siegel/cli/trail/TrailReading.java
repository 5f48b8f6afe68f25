package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.ControlScan;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/** Reads a trail once, for commands that look into it: with a bar, and failures in words. */
public final class TrailReading {
  private TrailReading() {}

  /**
   * Hands over the leaves that are there now, in the order of the log.
   *
   * @param terminal is shown how far the reading is
   * @param wanted looks at the event alone, on any thread; the links of others stay closed
   * @return how many leaves were looked at
   * @throws CommandFailure if the trail cannot be read, or is damaged
   */
  public static long read(
      Cluster cluster, Terminal terminal, Predicate<AuditEvent> wanted, Consumer<Leaf> each) {
    try (AuditTrailReader reader =
            new AuditTrailReader(
                cluster.kafka(), cluster.registry(), () -> ReplayCommand.links(cluster));
        ProgressBar progress =
            new ProgressBar(terminal, "leaves", OptionalLong.empty(), System::nanoTime)) {
      return reader.readToEnd(
          event -> {
            progress.advance(1);
            return wanted.test(event);
          },
          each);
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  /**
   * Hands over what a control topic holds. Who signed it is not checked: it is as true as the
   * broker.
   *
   * @throws CommandFailure if the topic cannot be read
   */
  public static void control(Cluster cluster, String topic, Consumer<ControlScan.Found> each) {
    try {
      new ControlScan(cluster.kafka(), cluster.registry(), Optional.empty())
          .read(List.of(topic), each);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  private static CommandFailure unreadable(KafkaException e) {
    return CommandFailure.negative(
        "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
  }
}
