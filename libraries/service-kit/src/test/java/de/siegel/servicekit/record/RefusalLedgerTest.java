package de.siegel.servicekit.record;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.card.CardCode;
import de.siegel.identity.card.CardRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RefusalLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final RefusalLedger ledger = new RefusalLedger();

  private List<String> refused(CardCode code, Instant at) {
    return ledger.refused(new CardRefusal(code, "detail"), at);
  }

  @Test
  void countsWhatStrangersCanDoWithoutACard() {
    assertThat(refused(CardCode.CA_UNKNOWN, NOON)).containsExactly("V2 CA_UNKNOWN");
    assertThat(refused(CardCode.CA_UNKNOWN, NOON.plusSeconds(1))).isEmpty();
    assertThat(refused(CardCode.POP_FAILED, NOON.plusSeconds(1))).containsExactly("V8 POP_FAILED");
    assertThat(refused(CardCode.CA_UNKNOWN, NOON.plusSeconds(59))).isEmpty();

    assertThat(ledger.turn(NOON.plusSeconds(59))).isEmpty();
    assertThat(ledger.turn(NOON.plusSeconds(60)))
        .containsExactly("V2 CA_UNKNOWN, 2 more from 2026-11-24T12:00:00Z");
    assertThat(refused(CardCode.CA_UNKNOWN, NOON.plusSeconds(61))).containsExactly("V2 CA_UNKNOWN");
  }

  @Test
  void tellsEachRefusalOfWhoHoldsACard() {
    for (int time = 0; time < 3; time++) {
      assertThat(refused(CardCode.CERT_REVOKED, NOON)).containsExactly("V9 CERT_REVOKED");
      assertThat(refused(CardCode.NOT_ACTIVE, NOON)).containsExactly("V11 NOT_ACTIVE");
    }
  }

  /** Nothing is told twice and nothing is lost, however the refusals fall. */
  @Property
  void accountsForEachRefusalOnce(
      @ForAll @Size(max = 50) List<@IntRange(max = 40) Integer> secondsBetween) {
    RefusalLedger ledger = new RefusalLedger();
    List<String> lines = new ArrayList<>();
    Instant now = NOON;
    for (int seconds : secondsBetween) {
      now = now.plusSeconds(seconds);
      lines.addAll(ledger.refused(new CardRefusal(CardCode.EKU, ""), now));
    }
    lines.addAll(ledger.turn(now.plusSeconds(60)));

    long told =
        lines.stream()
            .mapToLong(line -> line.contains(", ") ? Long.parseLong(line.split(", | more")[1]) : 1)
            .sum();
    assertThat(told).isEqualTo(secondsBetween.size());
  }
}
