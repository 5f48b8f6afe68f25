package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.Holds;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a hold stops, for how long, and who ends it. */
class HoldTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);
  private static final Parameters STANDARD = Parameters.standard();

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  /** Whose terminal 1 is held since 6:03, long before anybody is usually there. */
  private static TestPharmacy heldInTheMorning() {
    TestPharmacy pharmacy = usual();
    for (int minute = 0; minute < 4; minute++) {
      pharmacy.ask(Ask.at(DAY, 6, minute));
    }
    return pharmacy;
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  @Test
  void thePharmacyCanBeToldWhatIsHeldAndUntilWhen() {
    TestPharmacy pharmacy = usual();
    for (int minute = 0; minute < 3; minute++) {
      assertThat(pharmacy.ask(Ask.at(DAY, 6, minute)).hold()).isEmpty();
    }
    Decision fourth = pharmacy.ask(Ask.at(DAY, 6, 3));
    long second = Ask.at(DAY, 6, 3).at().getEpochSecond();
    Hold begun =
        new Hold(
            HoldScope.TERMINAL,
            1,
            second,
            second + 60L * STANDARD.oddHoldMinutes(),
            RuleId.UNUSUAL_HOURS_GO_ON,
            true);
    assertThat(fourth.hold()).contains(begun);
    assertThat(pharmacy.ask(Ask.at(DAY, 6, 10)).hold()).as("the end that was told").contains(begun);
  }

  @Test
  void whatIsHeldIsHeldAtUsualTimesTooAndNowhereElse() {
    TestPharmacy pharmacy = usual();
    pharmacy.works(DAY, 1, 24);
    LocalDate next = DAY.plusDays(1);
    pharmacy.ask(Ask.at(next, 9, 30).terminal(2).byPerson());
    for (int minute = 0; minute < 4; minute++) {
      pharmacy.ask(Ask.at(next, 6, 50 + minute));
    }
    Decision held = pharmacy.ask(Ask.at(next, 6, 59).operator(9));
    assertThat(rules(held)).contains(RuleId.ON_HOLD);
    assertThat(held.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(held.contributions())
        .filteredOn(one -> one.rule() == RuleId.ON_HOLD)
        .allSatisfy(one -> assertThat(one.evidence()).containsKeys("from", "until"));
    assertThat(pharmacy.ask(Ask.at(next, 10, 0).terminal(2)).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void itEndsByEventTime() {
    TestPharmacy pharmacy = heldInTheMorning();
    assertThat(pharmacy.state().doubt().holds().all()).hasSize(1);
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 0))).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.state().doubt().holds()).isEqualTo(Holds.NONE);
  }

  @Test
  void aPersonWhoConfirmsEndsWhatAPersonMayEnd() {
    TestPharmacy pharmacy = heldInTheMorning();
    assertThat(pharmacy.ask(Ask.at(DAY, 6, 20).byPerson()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(pharmacy.state().doubt().holds()).isEqualTo(Holds.NONE);
    assertThat(pharmacy.ask(Ask.at(DAY, 6, 25)).outcome()).isNotEqualTo(Outcome.HOLD);
  }

  @Test
  void aConfirmationElsewhereEndsNothing() {
    TestPharmacy pharmacy = heldInTheMorning();
    pharmacy.ask(Ask.at(DAY, 6, 20).terminal(2).byPerson());
    assertThat(pharmacy.ask(Ask.at(DAY, 6, 25)).outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  void aStolenSessionHoldsItsNewTerminalWhateverIsConfirmedThere() {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 11, 0).session(5));
    Decision moved = pharmacy.ask(Ask.at(DAY, 11, 5).session(5).terminal(66));
    assertThat(moved.hold()).get().extracting(Hold::personReleases).isEqualTo(false);
    Decision own = pharmacy.ask(Ask.at(DAY, 12, 0).session(6).terminal(66).byPerson());
    assertThat(own.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(rules(own)).contains(RuleId.ON_HOLD);
    assertThat(pharmacy.ask(Ask.at(DAY, 12, 5).session(5)).outcome())
        .as("the terminal it was taken from")
        .isEqualTo(Outcome.PASS);
  }

  @Property(tries = 30)
  void aFloodOfHoldsStaysBounded(@ForAll @IntRange(min = 1, max = 200) int terminals) {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 11, 0).session(5));
    for (int terminal = 0; terminal < terminals; terminal++) {
      Decision decision =
          pharmacy.ask(Ask.at(DAY, 11, terminal % 60).session(5).terminal(1_000 + terminal));
      assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
      assertThat(decision.hold()).isPresent();
    }
    assertThat(pharmacy.state().doubt().holds().all()).hasSizeLessThanOrEqualTo(Holds.LARGEST);
    assertThat(PharmacyStateCodec.decode(PharmacyStateCodec.encode(pharmacy.state())).doubt())
        .isEqualTo(pharmacy.state().doubt());
  }

  @Test
  void aHoldThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Hold(HoldScope.TERMINAL, 1, 5, 5, RuleId.SESSION_MOVED, false))
        .hasMessageContaining("end");
    assertThatThrownBy(() -> new Hold(HoldScope.PHARMACY, 1, 5, 6, RuleId.SESSION_MOVED, false))
        .hasMessageContaining("subject");
  }
}
