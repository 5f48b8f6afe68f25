package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 4: each computed example, and the traps around them. */
class StandardisedNameTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Musterfrau-Dießner, MUSTERFRAU<DIESSNER",
        "Erika Dörte, ERIKA<DOERTE",
        "GROẞ, GROSS",
        "Zoë, ZOE",
        "d'Červenková Panklová, DCERVENKOVA<PANKLOVA",
        "Jiřina-Maria Alena, JIRINA<MARIA<ALENA",
        "d'Arsøns - van Halen, DARSOENS<VAN<HALEN",
        "Dr. Mustermann, DR<MUSTERMANN",
        "Łęcka-Żółć, LECKA<ZOLC",
        "Ångström, AANGSTROEM",
        "Þórðarson Đorđević, THORDARSON<DORDEVIC",
        "Şeyma Yılmaz, SEYMA<YILMAZ",
        "İbrahim, IBRAHIM",
        "Ștefănescu Ģirts, STEFANESCU<GIRTS",
        "Győző Őry, GYOZO<ORY",
        "O’Connor, OCONNOR",
        "van  der   Berg, VAN<DER<BERG",
        "von der Leyen-, VON<DER<LEYEN",
        "Nguyễn, NGUYEN",
        "Müller, MUELLER",
        "Ĳssel Œuvre Ħal Ŧor Ŋa, IJSSEL<OEUVRE<HAL<TOR<NA",
        "Ǿrsted, OERSTED",
        "a–b—c‐d, A<B<C<D"
      })
  void n01_to_n05_computedExamples(String name, String standardised) {
    assertThat(StandardisedName.of(name)).isEqualTo(new StandardisedName.Text(standardised));
  }

  @Test
  void n01_composesBeforeAnythingElse() {
    assertThat(StandardisedName.of("Mu\u0308ller")).isEqualTo(new StandardisedName.Text("MUELLER"));
  }

  @Test
  void n05_cutsAt80AndLeavesNoFillerAtTheEnd() {
    assertThat(StandardisedName.of("A".repeat(78) + "Ä"))
        .isEqualTo(new StandardisedName.Text("A".repeat(79) + "E"));
    assertThat(StandardisedName.of("A".repeat(79) + "Ä"))
        .isEqualTo(new StandardisedName.Text("A".repeat(80)));
    assertThat(StandardisedName.of("A".repeat(79) + " B"))
        .isEqualTo(new StandardisedName.Text("A".repeat(79)));
  }

  @Test
  void n06_nothingMayBeLeft() {
    assertThat(StandardisedName.of(". . .")).isEqualTo(new StandardisedName.Text(""));
    assertThat(StandardisedName.of("")).isEqualTo(new StandardisedName.Text(""));
  }

  @Test
  void n04_namesTheFirstCharacterThatCannotBeWritten() {
    Map.of("Иванов", 0x418, "José 2nd", 0x32, "Ωmega", 0x3A9, "م", 0x645, "A@b", 0x40, "ﬁn", 0xFB01)
        .forEach(
            (name, codePoint) ->
                assertThat(StandardisedName.of(name))
                    .isEqualTo(new StandardisedName.Refused(codePoint)));
    // A mark of another script is no mark of the letter before it.
    assertThat(StandardisedName.of("Mueller\u0651")).isEqualTo(new StandardisedName.Refused(0x651));
    assertThat(StandardisedName.of("\u0308A")).isEqualTo(new StandardisedName.Refused(0x308));
  }

  @Test
  void n02_aTurkishDefaultLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(StandardisedName.of("idil ılgın"))
          .isEqualTo(new StandardisedName.Text("IDIL<ILGIN"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void n06_aStandardisedNameCannotBeMadeFromAnythingElse() {
    assertThatThrownBy(() -> new StandardisedName.Text("A<"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StandardisedName.Text("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
