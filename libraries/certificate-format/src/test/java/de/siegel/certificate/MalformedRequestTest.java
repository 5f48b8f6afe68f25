package de.siegel.certificate;

import static de.siegel.certificate.Requests.AT;
import static de.siegel.certificate.Requests.FORMAT;
import static de.siegel.certificate.Requests.assertRefused;
import static de.siegel.certificate.Requests.check;
import static de.siegel.certificate.Requests.vaccination;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no request at all. */
class MalformedRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[]", "1", "null", "\"x\"", "{} {}", "{}x", "{'a':1}"})
  void refusesWhatIsNotOneJsonObject(String json) {
    assertRefused(check(json), "MALFORMED_JSON");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin1 = vaccination().toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = vaccination().toString().getBytes(StandardCharsets.UTF_16);

    assertRefused(FORMAT.check(latin1, AT), "MALFORMED_JSON");
    assertRefused(FORMAT.check(utf16, AT), "MALFORMED_JSON");
  }

  @Test
  void refusesSurrogatesThatAreEncodedAsUtf8() {
    byte[] bytes = vaccination().toString().replace("Musterfrau", "###").getBytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("###");
    bytes[at] = (byte) 0xED;
    bytes[at + 1] = (byte) 0xA0;
    bytes[at + 2] = (byte) 0x80;

    assertRefused(FORMAT.check(bytes, AT), "MALFORMED_JSON");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertRefused(
        check(vaccination().toString().replace("\"dn\":1", "\"dn\":1,\"dn\":2")), "DUPLICATE_KEY");
    assertRefused(
        check(vaccination().toString().replace("\"dn\":1", "\"dn\":1,\"d\\u006e\":2")),
        "DUPLICATE_KEY");
  }

  @Test
  void refusesNestingBombs() {
    assertRefused(check("{\"a\":" + "[".repeat(30_000)), "TOO_DEEP");
    assertRefused(check("{\"a\":".repeat(9) + "1" + "}".repeat(9)), "TOO_DEEP");
  }

  @Test
  void refusesGiantNumbersAndNames() {
    assertRefused(check("{\"a\":1" + "0".repeat(5_000) + "}"), "TOO_DEEP");
    assertRefused(check("{\"" + "a".repeat(5_000) + "\":1}"), "TOO_DEEP");
  }

  @Test
  void refusesMoreThan64KiB() {
    String json = vaccination().toString();
    String padded = json + " ".repeat(RequestJson.MAXIMUM_BYTES + 1 - json.getBytes().length);

    assertRefused(check(padded), "TOO_LARGE");
    Requests.accept(Requests.parse(padded.substring(0, padded.length() - 1)));
  }
}
