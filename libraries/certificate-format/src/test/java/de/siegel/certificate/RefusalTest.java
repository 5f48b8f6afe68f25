package de.siegel.certificate;

import static de.siegel.certificate.Requests.accept;
import static de.siegel.certificate.Requests.assertRefused;
import static de.siegel.certificate.Requests.check;
import static de.siegel.certificate.Requests.nucleicAcidTest;
import static de.siegel.certificate.Requests.rapidTest;
import static de.siegel.certificate.Requests.recovery;
import static de.siegel.certificate.Requests.remove;
import static de.siegel.certificate.Requests.set;
import static de.siegel.certificate.Requests.vaccination;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the payload (sections 2, 3 and 8): which request is refused, and where. */
class RefusalTest {

  @Test
  void acceptsGoodRequestsOfEveryKind() {
    assertThat(Requests.ofEveryKind())
        .extracting(request -> accept(request).type())
        .containsExactly(
            CertificateType.VACCINATION,
            CertificateType.TEST,
            CertificateType.TEST,
            CertificateType.RECOVERY);
  }

  @Test
  void handsOnLocationAndContext() {
    ObjectNode request = vaccination();
    request.set("context", Requests.MAPPER.valueToTree(Map.of("batch", "ABC123")));

    Draft draft = accept(request);

    assertThat(draft.location()).isEqualTo("IZ28215B");
    assertThat(draft.context().batch()).contains("ABC123");
    assertThat(draft.context().operator()).isEmpty();
  }

  @Test
  void reportsEveryBrokenRuleAtOnce() {
    ObjectNode request = vaccination();
    set(request, "/payload/dob", "1990-13-45");
    set(request, "/payload/nam/fn", "Иванов");
    set(request, "/payload/v/0/id", "iz1");
    set(request, "/payload/v/0/dt", "2021-02-30");
    set(request, "/payload/v/0/dn", 1.0);
    remove(request, "/payload/v/0/tg");

    assertRefused(
        request,
        "INVALID_BIRTH_DATE dob",
        "NAME_CHARACTER nam.fn",
        "LOCATION_FORM v[0].id",
        "INVALID_DATE v[0].dt",
        "NOT_POSITIVE v[0].dn",
        "MISSING_FIELD v[0].tg");
  }

  @Test
  void boundsTheNumberOfErrors() {
    ObjectNode request = vaccination();
    for (int i = 0; i < 200; i++) {
      request.put("x" + i, 1);
    }

    assertThat(((Checked.Refused) check(request)).errors()).hasSize(Checked.MAXIMUM_ERRORS);
  }

  @Test
  void p02_takesExactlyOneGroupWithOneEntry() {
    assertRefused(remove(vaccination(), "/payload/v"), "ONE_GROUP");
    assertRefused(set(vaccination(), "/payload/t", List.of()), "ONE_GROUP");
    assertRefused(set(vaccination(), "/payload/r", null), "ONE_GROUP");
    assertRefused(set(vaccination(), "/payload/v", List.of()), "ONE_ENTRY v");
    assertRefused(set(vaccination(), "/payload/v", null), "ONE_ENTRY v");
    assertRefused(set(vaccination(), "/payload/v", List.of(Map.of(), Map.of())), "ONE_ENTRY v");
    assertRefused(set(vaccination(), "/payload/v", List.of("x")), "WRONG_JSON_TYPE v[0]");
  }

  @Test
  void refusesATypeThatIsUnknownOrDoesNotFitTheGroup() {
    assertRefused(set(vaccination(), "/type", "X"), "UNKNOWN_TYPE type");
    assertRefused(set(vaccination(), "/type", "R"), "TYPE_MISMATCH v");
    assertRefused(remove(vaccination(), "/type"), "MISSING_FIELD type");
    assertRefused(set(vaccination(), "/type", 7), "WRONG_JSON_TYPE type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "tg", "vp", "mp", "ma", "dn", "sd", "dt"})
  void c03_everyFieldOfAVaccinationIsRequiredAndNotNull(String field) {
    String pointer = "/payload/v/0/" + field;

    assertRefused(remove(vaccination(), pointer), "MISSING_FIELD v[0]." + field);
    assertRefused(set(vaccination(), pointer, null), "NULL_VALUE v[0]." + field);
    assertRefused(set(vaccination(), pointer, List.of()), "WRONG_JSON_TYPE v[0]." + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "tg", "fr", "df", "du"})
  void c03_everyFieldOfARecoveryIsRequired(String field) {
    assertRefused(remove(recovery(), "/payload/r/0/" + field), "MISSING_FIELD r[0]." + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "tg", "tt", "sc", "tr", "tc", "nm"})
  void c03_everyFieldOfANucleicAcidTestIsRequired(String field) {
    assertRefused(
        remove(nucleicAcidTest(), "/payload/t/0/" + field), "MISSING_FIELD t[0]." + field);
  }

  @Test
  void section8_theIssuersFieldsAreNotTheCallersToSend() {
    assertRefused(set(vaccination(), "/payload/nam/fnt", "X"), "ISSUER_FIELD nam.fnt");
    assertRefused(set(vaccination(), "/payload/nam/gnt", "X"), "ISSUER_FIELD nam.gnt");
    assertRefused(set(vaccination(), "/payload/ver", "1.3.0"), "ISSUER_FIELD ver");
    for (String field : List.of("co", "is", "ci")) {
      assertRefused(set(vaccination(), "/payload/v/0/" + field, "X"), "ISSUER_FIELD v[0]." + field);
    }
    assertRefused(
        set(nucleicAcidTest(), "/payload/t/0/dr", "2021-06-14T14:20:00Z"), "UNKNOWN_FIELD t[0].dr");
  }

  @Test
  void n04_anUnknownFieldsNameIsNotQuoted() {
    Checked checked = check(set(vaccination(), "/payload/Mustermann", "x"));

    assertRefused(checked, "UNKNOWN_FIELD");
    assertThat(checked.toString()).doesNotContain("Mustermann");
  }

  @ParameterizedTest
  @CsvSource({"1.0", "1e0", "0", "-1", "10", "99999999999"})
  void c02_dosesAreWholeNumbers(String number) {
    String json = vaccination().toString().replace("\"dn\":1", "\"dn\":" + number);

    assertRefused(check(json), "NOT_POSITIVE v[0].dn");
  }

  @Test
  void c02_aDoseInQuotesIsNoNumber() {
    assertRefused(set(vaccination(), "/payload/v/0/sd", "2"), "WRONG_JSON_TYPE v[0].sd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1990-13-45", "1990-02-30", "1990-1-1", "1990-00", "1815-08-24", "19900101", " "})
  void p01_aBirthDateIsARealOne(String text) {
    assertRefused(set(vaccination(), "/payload/dob", text), "INVALID_BIRTH_DATE dob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1979", "1979-04", "1979-04-14"})
  void p01_aBirthDateMayBeKnownInPart(String text) {
    accept(set(vaccination(), "/payload/dob", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2021-06-16", "2021-07", "2022"})
  void p01_aBirthDateIsNotInTheFuture(String text) {
    assertRefused(
        set(vaccination(), "/payload/dob", text), "FUTURE_DATE dob", "BEFORE_BIRTH v[0].dt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2021-02-30", "2021-4-1", "2021-04-14T00:00:00Z", "1815-01-01", "2021"})
  void section2_datesAreRealAndWhole(String text) {
    assertRefused(set(vaccination(), "/payload/v/0/dt", text), "INVALID_DATE v[0].dt");
  }

  @Test
  void section2_anEventLiesBetweenBirthAndToday() {
    accept(set(vaccination(), "/payload/v/0/dt", "2021-06-15"));
    assertRefused(set(vaccination(), "/payload/v/0/dt", "2021-06-16"), "FUTURE_DATE v[0].dt");
    assertRefused(set(vaccination(), "/payload/v/0/dt", "1979-04-13"), "BEFORE_BIRTH v[0].dt");
    assertRefused(
        set(nucleicAcidTest(), "/payload/t/0/sc", "2021-06-15T10:00:01Z"), "FUTURE_DATE t[0].sc");
    assertRefused(
        set(nucleicAcidTest(), "/payload/t/0/sc", "1979-03-31T10:00:01Z"), "BEFORE_BIRTH t[0].sc");
  }

  @Test
  void todayIsThePharmaciesToday() {
    ObjectNode request = set(vaccination(), "/payload/v/0/dt", "2021-06-16");
    byte[] bytes = request.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);

    Checked checked = Requests.FORMAT.check(bytes, java.time.Instant.parse("2021-06-15T22:30:00Z"));

    assertThat(checked).isInstanceOf(Checked.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-06-14T14:20:00",
        "2021-06-14 14:20:00Z",
        "2021-06-14T14:20Z",
        "2021-06-14",
        "2021-06-31T14:20:00Z",
        "2021-06-14T24:20:00Z",
        "2021-06-14T14:20:00+99:00"
      })
  void section22_aSampleTimeHasSecondsAndZone(String text) {
    assertRefused(set(nucleicAcidTest(), "/payload/t/0/sc", text), "INVALID_DATE_TIME t[0].sc");
  }

  @Test
  void section22_aNucleicAcidTestHasANameAndNoDevice() {
    assertRefused(set(nucleicAcidTest(), "/payload/t/0/ma", "1232"), "DEVICE_FORBIDDEN t[0].ma");
  }

  @Test
  void section22_aRapidTestHasAListedDeviceAndNoName() {
    assertRefused(set(rapidTest(), "/payload/t/0/nm", "x"), "TEST_NAME_FORBIDDEN t[0].nm");
    assertRefused(remove(rapidTest(), "/payload/t/0/ma"), "MISSING_FIELD t[0].ma");
    assertRefused(set(rapidTest(), "/payload/t/0/ma", "9999"), "DEVICE_UNKNOWN t[0].ma");
  }

  @Test
  void section8_aTestCentreHasAtMost50Characters() {
    accept(set(nucleicAcidTest(), "/payload/t/0/tc", "x".repeat(50)));
    assertRefused(set(nucleicAcidTest(), "/payload/t/0/tc", "x".repeat(51)), "TOO_LONG t[0].tc");
  }

  @Test
  void p03_lengthsCountCodePoints() {
    // U+1D400 takes two Java characters; it has no transliteration, but it is not too long.
    assertRefused(
        set(vaccination(), "/payload/nam/fn", "\uD835\uDC00".repeat(80)), "NAME_CHARACTER nam.fn");
    assertRefused(
        set(vaccination(), "/payload/nam/fn", "\uD835\uDC00".repeat(81)), "TOO_LONG nam.fn");
    accept(set(vaccination(), "/payload/nam/fn", "A".repeat(80)));
    assertRefused(set(vaccination(), "/payload/nam/fn", "A".repeat(81)), "TOO_LONG nam.fn");
  }

  @Test
  void n06_aNameNeedsALetter() {
    ObjectNode punctuation = set(vaccination(), "/payload/nam/fn", ". . .");
    accept(punctuation);
    assertRefused(set(punctuation, "/payload/nam/gn", "-"), "NAME_MISSING nam");
    assertRefused(set(vaccination(), "/payload/nam", Map.of()), "NAME_MISSING nam");
    assertRefused(set(vaccination(), "/payload/nam", null), "NULL_VALUE nam");
    assertRefused(set(vaccination(), "/payload/nam/gn", ""), "EMPTY_VALUE nam.gn");
  }

  @Test
  void n04_aForeignCharacterIsNamed() {
    Checked.Refused refused =
        (Checked.Refused) check(set(vaccination(), "/payload/nam/gn", "José 2nd"));

    assertRefused(refused, "NAME_CHARACTER nam.gn");
    assertThat(refused.errors().get(0).message()).contains("\"2\" (U+0032)").doesNotContain("Jos");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x0A, 0x7F, 0x85, 0xAD, 0x34F, 0x200B, 0x202E, 0x3164, 0xE000, 0xFE0F, 0xFFFF, 0xE0100
      })
  void refusesControlAndInvisibleCharacters(int codePoint) {
    String name = "A" + Character.toString(codePoint) + "B";

    assertRefused(set(vaccination(), "/payload/nam/fn", name), "FORBIDDEN_CHARACTER nam.fn");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x20, 0xA0, 0x2007, 0x202F, 0x3000})
  void c03_aTextOfBlanksIsEmptyWhateverTheBlank(int blank) {
    String text = Character.toString(blank).repeat(2);

    assertRefused(set(vaccination(), "/payload/nam/fn", text), "EMPTY_VALUE nam.fn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00x", "\\ud800\\ud800"})
  void refusesLoneSurrogatesInEscapes(String escaped) {
    String json = vaccination().toString().replace("Musterfrau", escaped);

    assertRefused(check(json), "FORBIDDEN_CHARACTER nam.fn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "iz1", "A-1", "Ä1", "１"})
  void u02_aLocationHasItsPattern(String location) {
    assertRefused(set(vaccination(), "/payload/v/0/id", location), "LOCATION_FORM v[0].id");
  }

  @Test
  void u02_aLocationFitsIntoTheId() {
    accept(set(vaccination(), "/payload/v/0/id", "A".repeat(38)));
    assertRefused(set(vaccination(), "/payload/v/0/id", "A".repeat(39)), "LOCATION_FORM v[0].id");
  }

  @Test
  void refusesContextThatIsNotText() {
    assertRefused(set(vaccination(), "/context", "x"), "WRONG_JSON_TYPE context");
    assertRefused(
        set(vaccination(), "/context", Map.of("batch", 1)), "WRONG_JSON_TYPE context.batch");
    assertRefused(
        set(vaccination(), "/context", Map.of("batch", "x".repeat(101))), "TOO_LONG context.batch");
  }
}
