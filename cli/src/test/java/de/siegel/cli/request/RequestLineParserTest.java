package de.siegel.cli.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineParserTest {

  @Test
  void sortsKeysAndDropsBlanksSoThatTheSameContentIsTheSame() {
    String one =
        content("{ \"type\":\"V\", \"requestId\":\"a\", \"payload\":{\"b\":1,\"a\":[ 1 , {} ]}}");
    String other =
        content("{\"payload\":{\"a\":[1,{}],\"b\":1},\"requestId\":\"b\",\"type\":\"V\"}");

    assertThat(one).isEqualTo("{\"payload\":{\"a\":[1,{}],\"b\":1},\"type\":\"V\"}");
    assertThat(other).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "1e2", "-0", "0.10", "123456789012345678901234567890", "1E+400", "2"})
  void keepsNumbersAsTheyAreWritten(String number) {
    assertThat(content("{\"requestId\":\"a\",\"payload\":{\"dn\":" + number + "}}"))
        .isEqualTo("{\"payload\":{\"dn\":" + number + "}}");
  }

  @Test
  void leavesWhatConcernsTheContentToValidation() {
    assertThat(content("{\"requestId\":\"a\"}")).isEqualTo("{}");
    assertThat(content("{\"requestId\":\"a\",\"type\":\"X\",\"payload\":null,\"context\":[true]}"))
        .isEqualTo("{\"context\":[true],\"payload\":null,\"type\":\"X\"}");
    assertThat(content("{\"requestId\":\"a\",\"type\":7,\"payload\":{\"extra\":false}}"))
        .isEqualTo("{\"payload\":{\"extra\":false},\"type\":7}");
  }

  @Test
  void writesTextInOneFormHoweverItWasEscaped() {
    assertThat(content("{\"requestId\":\"a\",\"payload\":\"\\u00fc\\/\\u0041\\ud83d\\ude00\"}"))
        .isEqualTo("{\"payload\":\"ü/A😀\"}");
    assertThat(content("{\"requestId\":\"a\",\"payload\":\"\\u000a\\t\\\"\\\\\\u0000\"}"))
        .isEqualTo("{\"payload\":\"\\n\\t\\\"\\\\\\u0000\"}");
  }

  @Test
  void letsALoneSurrogateThroughAsItsEscape() {
    assertThat(
            content("{\"requestId\":\"a\",\"payload\":{\"fn\":\"x\\uD800y\",\"gn\":\"\\udc00\"}}"))
        .isEqualTo("{\"payload\":{\"fn\":\"x\\ud800y\",\"gn\":\"\\udc00\"}}");
  }

  @Test
  void takesTerminalAndOperatorFromTheContextAndLeavesThemThere() {
    RequestLine.Good line =
        good(
            "{\"requestId\":\"a\",\"context\":{\"terminal\":\"T1\",\"operator\":\"O1\",\"batch\":\"B\"},"
                + "\"issuer\":\"apotheke-1\"}");

    assertThat(line.terminal()).contains("T1");
    assertThat(line.operator()).contains("O1");
    assertThat(line.issuer()).contains("apotheke-1");
    assertThat(new String(line.content().bytes(), UTF_8))
        .isEqualTo("{\"context\":{\"batch\":\"B\",\"operator\":\"O1\",\"terminal\":\"T1\"}}");
  }

  @Test
  void hasNoTerminalWhereItIsNoText() {
    RequestLine.Good line = good("{\"requestId\":\"a\",\"context\":{\"terminal\":7}}");

    assertThat(line.terminal()).isEmpty();
    assertThat(line.operator()).isEmpty();
    assertThat(line.issuer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A.b_c:d-9", "...", "-rf", ".hidden"})
  void takesEachRequestIdThatIsSafeAsAFileName(String id) {
    assertThat(good("{\"requestId\":\"" + id + "\"}").requestId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\".\"",
        "\"..\"",
        "\"a/b\"",
        "\"../x\"",
        "\"ä\"",
        "\"a b\"",
        "\"a\\n\"",
        "\"a\\u0000\"",
        "\"\\ud800\"",
        "7",
        "null",
        "[]",
        "{\"x\":1}",
        "true"
      })
  void refusesEveryOtherRequestId(String id) {
    RequestLine.Bad line = bad("{\"requestId\":" + id + ",\"type\":\"V\",\"payload\":{}}");

    assertThat(line.error().code()).isEqualTo("REQUEST_ID_INVALID");
    assertThat(line.error().field()).isEqualTo("requestId");
    assertThat(line.requestId()).isEmpty();
  }

  @Test
  void takesARequestIdOfSixtyFourCharactersAndNoneAbove() {
    assertThat(good("{\"requestId\":\"" + "x".repeat(64) + "\"}").requestId()).hasSize(64);
    assertThat(bad("{\"requestId\":\"" + "x".repeat(65) + "\"}").error().code())
        .isEqualTo("REQUEST_ID_INVALID");
  }

  @Test
  void asksForAMissingRequestId() {
    assertThat(bad("{\"type\":\"V\",\"payload\":{}}").error().code())
        .isEqualTo("REQUEST_ID_MISSING");
  }

  @Test
  void namesAFieldThatNoRequestHas() {
    RequestLine.Bad line = bad("{\"requestId\":\"a\",\"paylaod\":{}}");

    assertThat(line.error().code()).isEqualTo("FIELD_UNKNOWN");
    assertThat(line.error().field()).isEqualTo("paylaod");
    assertThat(line.requestId()).contains("a");
  }

  @Test
  void shortensTheNameOfAnUnknownField() {
    RequestLine.Bad line = bad("{\"requestId\":\"a\",\"" + "x".repeat(5_000) + "\":1}");

    assertThat(line.error().field()).hasSizeLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "\"\"", "\"a b\"", "\"../x\""})
  void refusesAnIssuerOfAnotherForm(String issuer) {
    assertThat(bad("{\"requestId\":\"a\",\"issuer\":" + issuer + "}").error().code())
        .isEqualTo("ISSUER_INVALID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"requestId\":\"a\",\"type\":\"V\",\"type\":\"T\"} | type | a",
        "{\"requestId\":\"a\",\"payload\":{\"nam\":{\"fn\":1,\"fn\":2}}} | nam.fn | a",
        "{\"requestId\":\"a\",\"payload\":{\"v\":[{\"dt\":1,\"dt\":2}]}} | v[0].dt | a",
        "{\"requestId\":\"a\",\"requestId\":\"b\"} | requestId | ",
      })
  void refusesAKeyThatStandsTwice(String line, String field, String requestId) {
    RequestLine.Bad bad = bad(line);

    assertThat(bad.error().code()).isEqualTo("DUPLICATE_KEY");
    assertThat(bad.error().field()).isEqualTo(field);
    assertThat(bad.requestId().orElse(null)).isEqualTo(requestId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"requestId\"",
        "{\"requestId\":\"a\"",
        "nope",
        "{'requestId':'a'}",
        "{\"a\":01}",
        "[",
        "{\"requestId\":\"a\",}",
        "{\"a\":NaN}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{} x"
      })
  void refusesWhatIsNoJson(String line) {
    assertThat(bad(line).error().code()).isEqualTo("LINE_NOT_JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"text\"", "7", "null", "{} {}", "[{\"requestId\":\"a\"}]"})
  void refusesJsonThatIsNotOneObject(String line) {
    assertThat(bad(line).error().code()).isEqualTo("LINE_NOT_OBJECT");
  }

  @Test
  void keepsARequestIdThatStoodBeforeTheBreak() {
    assertThat(bad("{\"requestId\":\"a\",\"payload\":{\"nam\"").requestId()).contains("a");
  }

  @Test
  void neverQuotesTheLineInAnError() {
    RequestLine.Bad line = bad("{\"requestId\":\"a\",\"payload\":{\"fn\":\"Erika\" \"gn\"}}");

    assertThat(line.error().message()).contains("column").doesNotContain("Erika");
    assertThat(line.toString()).doesNotContain("Erika");
  }

  @Test
  void showsNoContentOfAGoodLine() {
    assertThat(good("{\"requestId\":\"a\",\"payload\":\"Erika\"}").toString())
        .doesNotContain("Erika");
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 100, 20_000})
  void refusesNestingBeyondAnyRequest(int depth) {
    String line = "{\"requestId\":\"a\",\"payload\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(bad(line).error().code()).isEqualTo("LINE_TOO_DEEP");
    assertThat(bad(line.replace('[', '{').replace(']', '}')).error().code())
        .isNotEqualTo("DUPLICATE_KEY");
  }

  @Test
  void leavesModerateNestingToValidation() {
    assertThat(content("{\"requestId\":\"a\",\"payload\":" + "[".repeat(20) + "]".repeat(20) + "}"))
        .contains("[[[[");
  }

  private static RequestLine parse(String line) {
    return RequestLineParser.parse(1, line.getBytes(UTF_8));
  }

  private static RequestLine.Good good(String line) {
    return (RequestLine.Good) parse(line);
  }

  private static RequestLine.Bad bad(String line) {
    return (RequestLine.Bad) parse(line);
  }

  private static String content(String line) {
    return new String(good(line).content().bytes(), UTF_8);
  }
}
