package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.TestPharmacy.Ask;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mark, never more. */
class NameMarkTest {
  @ParameterizedTest
  @CsvSource({
    "MUSTERMANN, MAX, true",
    "Musterfrau, Erika, true",
    "Hartmann, test, true",
    "UNBEKANNT, '', true",
    "'', '', true",
    "..., 123, true",
    "A, B, true",
    "X, '', true",
    "Aaaa, Bernd, true",
    "Paul, Paul, true",
    "N N, Erika, false",
    "O, Min Ji, false",
    "LI, '', false",
    "Ng, Wei, false",
    "MUSTERFRAU<DIESSNER, ERIKA, false",
    "Paul, Pauline, false",
    "Nguyễn, Ðức, false",
    "Παπαδόπουλος, Γεώργιος, false",
  })
  void formsThatStandForAnyName(String family, String given, boolean unusual) {
    assertThat(NameMark.of(family, given)).isEqualTo(unusual);
  }

  @Property
  void noNameStopsAnybody(@ForAll String family, @ForAll String given) {
    Person named = new Person(0, false, false, NameMark.of(family, given));
    Decision decision = new TestPharmacy().ask(Ask.at(TestPharmacy.FIRST, 11, 0).of(named));
    assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
    assertThat(decision.contributions()).hasSize(named.unusualName() ? 1 : 0);
    assertThat(NameMark.of(given, family)).isEqualTo(named.unusualName());
  }

  @Property
  void aLongNameIsLookedAtInPart(@ForAll char letter) {
    assertThat(NameMark.of("Ab".repeat(40) + String.valueOf(letter).repeat(90), "Erika")).isFalse();
  }
}
