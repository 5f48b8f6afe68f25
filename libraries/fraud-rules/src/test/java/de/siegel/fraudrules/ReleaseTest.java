package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.Profile.Release;
import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What analysts end, once. */
class ReleaseTest {
  private static final LocalDate DAY = TestPharmacy.FIRST.plusDays(56);

  private static TestPharmacy usual() {
    return new TestPharmacy().works(TestPharmacy.FIRST, 56, 24);
  }

  private static Profile released(LocalDate day, int hour, double growth) {
    return Profile.UNKNOWN.with(new Release(Ask.at(day, hour, 0).at().getEpochSecond(), growth));
  }

  private static List<RuleId> rules(Decision decision) {
    return decision.contributions().stream().map(Contribution::rule).toList();
  }

  @Test
  void holdsBegunBeforeAreVoidAndLaterOnesAreNot() {
    TestPharmacy pharmacy = usual();
    pharmacy.ask(Ask.at(DAY, 11, 0).session(5));
    pharmacy.ask(Ask.at(DAY, 11, 5).session(5).terminal(66));
    Ask later = Ask.at(DAY, 13, 0).session(7).terminal(66).byPerson();
    pharmacy.declaring(released(DAY, 12, 1));
    assertThat(pharmacy.ask(Ask.at(DAY, 11, 59).terminal(66)).outcome())
        .as("before the release")
        .isEqualTo(Outcome.HOLD);
    assertThat(pharmacy.ask(later).outcome()).isEqualTo(Outcome.PASS);
    pharmacy.ask(Ask.at(DAY, 13, 5).session(7));
    assertThat(pharmacy.ask(Ask.at(DAY, 14, 0).session(5).terminal(67)).outcome())
        .isEqualTo(Outcome.HOLD);
    assertThat(pharmacy.ask(Ask.at(DAY, 14, 5).session(8).terminal(67).byPerson()).outcome())
        .as("a hold after it")
        .isEqualTo(Outcome.HOLD);
  }

  @Test
  void theRowOfOddHoursBeginsAnewOnce() {
    TestPharmacy pharmacy = usual();
    for (int minute = 0; minute < 10; minute++) {
      pharmacy.ask(Ask.at(DAY, 21, minute));
    }
    pharmacy.declaring(released(DAY, 22, 1));
    for (int minute = 0; minute < 3; minute++) {
      assertThat(pharmacy.ask(Ask.at(DAY, 22, minute)).outcome()).isEqualTo(Outcome.STEP_UP);
    }
    assertThat(pharmacy.ask(Ask.at(DAY, 22, 10)).outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  void evidenceOfVolumeBeginsAnewAndWhatIsUsualIsWhatTheySay() {
    TestPharmacy pharmacy = usual().works(DAY, 12, 60);
    LocalDate day = DAY.plusDays(14);
    assertThat(rules(pharmacy.ask(Ask.at(day, 11, 0)))).contains(RuleId.VOLUME);
    double before = pharmacy.state().level().expected(1);
    pharmacy.declaring(released(day, 11, 2.5));
    assertThat(pharmacy.ask(Ask.at(day, 11, 5))).isEqualTo(Decision.CLEAN);
    assertThat(pharmacy.state().level().expected(1))
        .isCloseTo(2.5 * before, Percentage.withPercentage(0.1));
    for (int week = 0; week < 4; week++) {
      pharmacy.works(day.plusDays(7L * week), 6, 60);
      assertThat(pharmacy.ask(Ask.at(day.plusDays(7L * week + 5), 16, 0)).outcome())
          .isEqualTo(Outcome.PASS);
    }
  }

  @Test
  void aReleaseToComeIsNoneYet() {
    TestPharmacy pharmacy = usual();
    pharmacy.declaring(released(DAY.plusDays(3), 8, 5));
    pharmacy.ask(Ask.at(DAY, 11, 0));
    assertThat(pharmacy.state().doubt().released()).isZero();
  }

  @Property(tries = 100)
  void aReleaseCountsOnceHoweverOftenItIsShown(
      @ForAll @DoubleRange(min = 0.1, max = 20) double growth,
      @ForAll @IntRange(min = 1, max = 20) int requests) {
    TestPharmacy pharmacy = new TestPharmacy().works(TestPharmacy.FIRST, 21, 6);
    LocalDate day = TestPharmacy.FIRST.plusDays(21);
    double before = pharmacy.ask(Ask.at(day, 9, 0)).score();
    assertThat(before).isNotNegative();
    double expected = pharmacy.state().level().expected(1);
    pharmacy.declaring(released(day, 10, growth));
    for (int request = 0; request < requests; request++) {
      pharmacy.ask(Ask.at(day, 10, request));
      PharmacyState state = pharmacy.state();
      assertThat(state.level().expected(1))
          .isCloseTo(growth * expected, Percentage.withPercentage(0.1));
      assertThat(PharmacyStateCodec.decode(PharmacyStateCodec.encode(state)).doubt().released())
          .isEqualTo(Ask.at(day, 10, 0).at().getEpochSecond());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.09, 20.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aGrowthThatCannotBeMeantIsRefused(double growth) {
    assertThatThrownBy(() -> new Release(1, growth)).hasMessageContaining("growth");
  }
}
