package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.digg.dgc.uvci.UVCIChecksumCalculator;

/** Section 6. */
class CertificateIdsTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @CsvSource({
    "A, A",
    "B, /",
    ":, B",
    "/9, H",
    "URN:UVCI:01:NL:187/37512422923, Z",
    "URN:UVCI:01:SE:EHM/100000024GI5HMGZKSMS, 6",
    "URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813, B",
    "URN:UVCI:01:DE:A12345678/5CWLU12RNOB9RXSEOP6FG8, 0",
    "URN:UVCI:01DE/A12345678/5CWLU12RNOB9RXSEOP6FG8, A",
    "URN:UVCI:01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD, J",
    "URN:UVCI:01DE/APO4711/0000000000000000000000, L",
    "URN:UVCI:01DE/IZ999999X/3B05FC5T96C6HY3YS4FS6H8DD, O",
    "URN:UVCI:01:NL:MY/INPUT/STRING, H"
  })
  void u05_checkCharacters(String input, char expected) {
    assertThat(CertificateIds.checkCharacter(input)).isEqualTo(expected);
    assertThat(CertificateIds.hasRightCheckCharacter(input + "#" + expected)).isTrue();
    assertThat(CertificateIds.hasRightCheckCharacter(input + "#" + (expected == 'C' ? 'D' : 'C')))
        .isFalse();
  }

  @Test
  void u02_newIdsHaveTheGermanForm() {
    String id = CertificateIds.next("IZ28215B", RANDOM);

    assertThat(id).matches("URN:UVCI:01DE/IZ28215B/[A-Z0-9]{25}#[A-Z0-9/:]");
    assertThat(CertificateIds.isWellFormed(id)).isTrue();
    assertThat(CertificateIds.locationOf(id)).isEqualTo("IZ28215B");
  }

  @Test
  void u01_theLongestIdHas80Characters() {
    assertThat(CertificateIds.next("A".repeat(38), RANDOM)).hasSize(80);
    assertThatThrownBy(() -> CertificateIds.next("A".repeat(39), RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void u03_idsDoNotRepeatAndUseTheWholeAlphabet() {
    Set<String> ids = new HashSet<>();
    Set<Integer> characters = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = CertificateIds.next("A1", RANDOM);
      ids.add(id);
      id.substring("URN:UVCI:01DE/A1/".length(), id.indexOf('#')).chars().forEach(characters::add);
    }
    assertThat(ids).hasSize(10_000);
    assertThat(characters).hasSize(36);
  }

  @Test
  void u04_theIssuingLocationCanBeFoundByTheAppsPattern() {
    Matcher matcher =
        Pattern.compile("[a-zA-Z]{2}/.+?(?=/)").matcher(CertificateIds.next("A12345678", RANDOM));

    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group()).isEqualTo("DE/A12345678");
  }

  @Test
  void u05_aForeignJudgeAgreesOnOurCheckCharacters() {
    String id = CertificateIds.next("IZ28215B", RANDOM);

    assertThat(UVCIChecksumCalculator.validateChecksum(id)).isTrue();
    char wrong = id.endsWith("A") ? 'B' : 'A';
    assertThat(UVCIChecksumCalculator.validateChecksum(id.substring(0, id.length() - 1) + wrong))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "URN:UVCI:01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD",
        "URN:UVCI:01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD#K",
        "URN:UVCI:01DE/iz28215b/3B05FC5T96C6HY3YS4FS6H8DD#J",
        "URN:UVCI:01:DE:IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD#J",
        "01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD#J"
      })
  void u02_refusesAnotherForm(String id) {
    assertThat(CertificateIds.isWellFormed(id)).isFalse();
  }

  @Test
  void u02_acceptsTheDocumentedForm() {
    assertThat(CertificateIds.isWellFormed("URN:UVCI:01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD#J"))
        .isTrue();
  }
}
