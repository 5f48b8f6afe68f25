package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The signer's own look at the bytes (C-03, C-17). */
class RecheckTest {

  private static final ToBeSigned GOOD =
      TestSigner.ES256.sign(Requests.accept(Requests.vaccination())).toBeSigned();

  @Test
  void c17_acceptsWhatTheFormatMade() {
    for (ObjectNode request : Requests.ofEveryKind()) {
      ToBeSigned made = TestSigner.ES256.sign(Requests.accept(request)).toBeSigned();

      assertThat(Requests.FORMAT.recheck(ToBeSigned.parse(made.bytes()), Requests.AT)).isEmpty();
    }
  }

  @Test
  void c03_refusesAKeyFromOutsideTheSchema() {
    assertThat(errorsAfter(dcc -> dcc.put("x", 1))).contains("SCHEMA");
    assertThat(errorsAfter(dcc -> dcc.putNull("t"))).contains("SCHEMA");
  }

  @Test
  void c17_refusesAChangedDerivation() {
    assertThat(errorsAfter(dcc -> name(dcc).put("fnt", "MUSTERMANN")))
        .containsExactly("NOT_REPRODUCIBLE");
    assertThat(errorsAfter(dcc -> entry(dcc).put("is", "Somebody")))
        .containsExactly("NOT_REPRODUCIBLE");
    assertThat(errorsAfter(dcc -> entry(dcc).put("co", "AT"))).containsExactly("NOT_REPRODUCIBLE");
    assertThat(errorsAfter(dcc -> dcc.put("ver", "1.3.1"))).containsExactly("NOT_REPRODUCIBLE");
  }

  @Test
  void c17_refusesBrokenRules() {
    assertThat(errorsAfter(dcc -> entry(dcc).put("dn", 3))).containsExactly("DOSES_NOT_ALLOWED");
    assertThat(errorsAfter(dcc -> entry(dcc).put("ma", "ORG-100001699")))
        .containsExactly("PRODUCT_MISMATCH");
    assertThat(errorsAfter(dcc -> entry(dcc).put("dt", "2021-02-30")))
        .containsExactly("INVALID_DATE");
    assertThat(errorsAfter(dcc -> dcc.put("dob", "1990-13-45")))
        .containsExactly("INVALID_BIRTH_DATE");
    assertThat(errorsAfter(dcc -> entry(dcc).put("ci", "URN:UVCI:01:AT:1")))
        .containsExactly("LOCATION_FORM");
  }

  @Test
  void c17_judgesDatesAtTheTimeGiven() {
    assertThat(Requests.FORMAT.recheck(GOOD, Requests.AT.minusSeconds(100L * 86_400)))
        .extracting(FieldError::code)
        .containsExactly("FUTURE_DATE");
  }

  @Test
  void refusesTheWorkOfAnotherPolicy() {
    CertificateFormat other =
        CertificateFormats.euDcc(IssuingPolicy.germany().withIssuer("TEST Robert Koch-Institut"));

    assertThat(other.recheck(GOOD, Requests.AT))
        .extracting(FieldError::code)
        .containsExactly("NOT_REPRODUCIBLE");
  }

  /** The codes of the errors for bytes with a changed certificate inside. */
  private static java.util.List<String> errorsAfter(Consumer<ObjectNode> change) {
    ObjectNode dcc = (ObjectNode) GOOD.dcc();
    change.accept(dcc);
    ToBeSigned changed = new ToBeSigned(GOOD.fields(), GOOD.type(), "DE", claims(dcc));
    return Requests.FORMAT.recheck(changed, Requests.AT).stream()
        .map(FieldError::code)
        .distinct()
        .toList();
  }

  static byte[] claims(JsonNode dcc) {
    return Cbor.write(512, generator -> writeClaims(generator, dcc));
  }

  private static void writeClaims(CBORGenerator generator, JsonNode dcc) throws IOException {
    generator.writeStartObject(null, 4);
    generator.writeFieldId(Cwt.ISSUER);
    generator.writeString("DE");
    generator.writeFieldId(Cwt.EXPIRES_AT);
    generator.writeNumber(GOOD.fields().expiresAt().getEpochSecond());
    generator.writeFieldId(Cwt.ISSUED_AT);
    generator.writeNumber(GOOD.fields().issuedAt().getEpochSecond());
    generator.writeFieldId(Cwt.HCERT);
    generator.writeStartObject(null, 1);
    generator.writeFieldId(Cwt.EU_DCC);
    Cbor.MAPPER.writeTree(generator, dcc);
    generator.writeEndObject();
    generator.writeEndObject();
  }

  private static ObjectNode name(ObjectNode dcc) {
    return (ObjectNode) dcc.get("nam");
  }

  private static ObjectNode entry(ObjectNode dcc) {
    return (ObjectNode) dcc.at("/v/0");
  }
}
