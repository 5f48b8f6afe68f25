package de.siegel.cli.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private static final int MOST = 30_000;

  /** As a quickstart at an offset takes them. */
  private static Set<Integer> taken(int offset) {
    return IntStream.of(29_092, 28_081, 28_090, 28_080, 28_091, 28_092, 28_093, 28_096, 28_097)
        .map(port -> port + offset)
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void saysNothingWhereAllAreFree() {
    assertThat(FreePorts.trouble(0, MOST, port -> true)).isEmpty();
  }

  @Test
  void twoThatDifferBy1000MeetAtOnePortWhichIsNamedWithAnOffsetThatIsFree() {
    Set<Integer> first = taken(0);

    String said = FreePorts.trouble(1_000, MOST, port -> !first.contains(port)).orElseThrow();

    assertThat(said)
        .contains("port 29092 (simulated TI)", "--port-offset, such as 1100")
        .doesNotContain("Kafka");
  }

  @Test
  void theOffsetThatIsNamedMeetsNobody() {
    Set<Integer> others = taken(0);
    others.addAll(taken(100));
    others.addAll(taken(1_200));

    String said = FreePorts.trouble(0, MOST, port -> !others.contains(port)).orElseThrow();

    assertThat(said).contains("such as 300.").as("200 meets 1200").doesNotContain("such as 200");
  }

  @Test
  void namesNoOffsetWhereThereIsNone() {
    assertThat(FreePorts.trouble(0, MOST, port -> false).orElseThrow())
        .contains("Kafka broker", "fraud desk")
        .doesNotContain("such as");
  }

  @Test
  void whoListensIsSeen() throws IOException {
    int port;
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = somebody.getLocalPort();
      assertThat(FreePorts.isFree(port)).isFalse();
    }
    assertThat(FreePorts.isFree(port)).isTrue();
  }
}
