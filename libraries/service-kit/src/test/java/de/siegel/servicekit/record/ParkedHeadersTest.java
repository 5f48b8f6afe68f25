package de.siegel.servicekit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParkedHeadersTest {
  private final Headers headers = new RecordHeaders();

  @Test
  void readsWhatParkingWrote() {
    Parking.Source source = new Parking.Source("certificate.approved", 3, 9_000_000_000L);
    Parking.park("signer", source, null, null, "MALFORMED").headers().forEach(this::put);

    ParkedHeaders read = ParkedHeaders.of(headers);

    assertThat(read.reason()).isEqualTo("MALFORMED");
    assertThat(read.hasReasonCode()).isTrue();
    assertThat(read.source()).isEqualTo(Optional.of(source));
  }

  @Test
  void readsMissingAndNullHeadersAsEmpty() {
    headers.add(Parking.TOPIC, null);

    ParkedHeaders read = ParkedHeaders.of(headers);

    assertThat(read).isEqualTo(new ParkedHeaders("", "", "", ""));
    assertThat(read.hasReasonCode()).isFalse();
    assertThat(read.source()).isEmpty();
  }

  @Test
  void cutsWhatIsTooLongSoThatItIsNoValidValue() {
    put(Parking.REASON, "A".repeat(1_000_000));
    put(Parking.PARTITION, "0".repeat(1_000_000));
    put(Parking.OFFSET, "0");

    ParkedHeaders read = ParkedHeaders.of(headers);

    assertThat(read.reason()).isEqualTo("A".repeat(ParkedHeaders.LONGEST) + "…");
    assertThat(read.hasReasonCode()).isFalse();
    assertThat(read.source()).isEmpty();
  }

  @Test
  void readsBytesThatAreNoText() {
    headers.add(Parking.REASON, new byte[] {(byte) 0xff, 'A'});

    assertThat(ParkedHeaders.of(headers).reason()).isEqualTo("\ufffdA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "01", "1 ", "1e3", "4294967296", "٣"})
  void takesNoOtherFormOfANumberForAPartition(String partition) {
    put(Parking.PARTITION, partition);
    put(Parking.OFFSET, "0");

    assertThat(ParkedHeaders.of(headers).source()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "malformed", "A B", "A\u001b[31m", "_A"})
  void takesNothingElseForACode(String reason) {
    put(Parking.REASON, reason);

    assertThat(ParkedHeaders.of(headers).hasReasonCode()).isFalse();
  }

  private void put(String name, String text) {
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
