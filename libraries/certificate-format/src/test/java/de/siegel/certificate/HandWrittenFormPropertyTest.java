package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** What is read by hand for speed, held against the patterns that say what is meant. */
class HandWrittenFormPropertyTest {
  private static final Pattern ID =
      Pattern.compile("URN:UVCI:01[A-Z]{2}/([0-9A-Z]{1,38})/[A-Z0-9]{22,25}#[A-Z0-9/:]");
  private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d-\\d\\d-\\d\\d");
  private static final Pattern NAME = Pattern.compile("([A-Z]+(<[A-Z]+)*)?");

  @Property
  void anIdWithOneCharacterChangedIsWellFormedOnlyWhereThePatternSaysSo(
      @ForAll @IntRange(min = 0, max = 60) int place,
      @ForAll @CharRange(from = ' ', to = '\u00ff') char character) {
    StringBuilder id =
        new StringBuilder(CertificateIds.next("DE", "LOCATION1", new SecureRandom()));
    id.setCharAt(place % id.length(), character);
    String changed = id.toString();
    assertThat(CertificateIds.isWellFormed(changed))
        .isEqualTo(ID.matcher(changed).matches() && CertificateIds.hasRightCheckCharacter(changed));
  }

  @Property
  void anIdOfAnyLengthsIsWellFormedOnlyWhereThePatternSaysSo(
      @ForAll @IntRange(min = 0, max = 40) int location,
      @ForAll @IntRange(min = 20, max = 27) int random) {
    String start = "URN:UVCI:01DE/" + "A".repeat(location) + "/" + "7".repeat(random);
    String id = start + "#" + CertificateIds.checkCharacter(start);
    assertThat(CertificateIds.isWellFormed(id))
        .isEqualTo(id.length() <= 80 && ID.matcher(id).matches());
  }

  @Property
  void aDateIsReadWhereThePlatformReadsOne(
      @ForAll @IntRange(min = 1890, max = 2110) int year,
      @ForAll @IntRange(min = 0, max = 14) int month,
      @ForAll @IntRange(min = 0, max = 33) int day) {
    String text = "%04d-%02d-%02d".formatted(year, month, day);
    assertThat(IsoDate.parse(text)).isEqualTo(byThePlatform(text));
  }

  @Property
  void aDateWithOneCharacterChangedIsReadWhereThePlatformReadsOne(
      @ForAll @IntRange(min = 0, max = 9) int place, @ForAll char character) {
    StringBuilder text = new StringBuilder("2021-10-12");
    text.setCharAt(place, character);
    assertThat(IsoDate.parse(text.toString())).isEqualTo(byThePlatform(text.toString()));
  }

  @Property
  void aStandardisedNameIsTakenOnlyInItsForm(
      @ForAll @StringLength(max = 6) @CharRange(from = ';', to = 'C') String name) {
    assertThat(taken(name)).isEqualTo(NAME.matcher(name).matches());
  }

  private static boolean taken(String name) {
    try {
      return new StandardisedName.Text(name).value().equals(name);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static Optional<LocalDate> byThePlatform(String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
