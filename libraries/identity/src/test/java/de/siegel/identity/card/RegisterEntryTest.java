package de.siegel.identity.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the directory says that a pharmacy is. */
class RegisterEntryTest {
  private static int region(String... addresses) {
    return new RegisterEntry("3-1", "Apotheke", List.of(addresses)).region();
  }

  @Test
  void aRegionIsTheBeginningOfThePostalCode() {
    assertThat(region("Marktplatz 1, 10115 Berlin")).isEqualTo(10);
    assertThat(region("Hof 2, Hinterhaus, 01067 Dresden")).isEqualTo(1);
    assertThat(region("80331 München")).isEqualTo(80);
    assertThat(region("Tal 1, 80331 München", "Tal 2, 80997 München")).isEqualTo(80);
  }

  @Test
  void whatIsNotSureIsUnknown() {
    assertThat(region()).isEqualTo(RegisterEntry.NOWHERE);
    assertThat(region("Straße 1, Ort")).isEqualTo(RegisterEntry.NOWHERE);
    assertThat(region("Postfach 12345 6, Ort")).isEqualTo(RegisterEntry.NOWHERE);
    assertThat(region("Weg 1, 8033 Zürich")).isEqualTo(RegisterEntry.NOWHERE);
    assertThat(region("Weg 1, 803311 Ort")).isEqualTo(RegisterEntry.NOWHERE);
    assertThat(region("Tal 1, 80331 München", "Weg 1, 10115 Berlin"))
        .isEqualTo(RegisterEntry.NOWHERE);
  }
}
