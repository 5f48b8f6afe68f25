package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we emit (section 1). */
class EncodingTest {

  private static final String ID = "URN:UVCI:01DE/IZ28215B/3B05FC5T96C6HY3YS4FS6H8DD#J";
  private static final Draft DRAFT = Requests.accept(Requests.vaccination());
  private static final ToBeSigned BYTES = DRAFT.fix(TestSigner.ES256.fields(ID));
  private static final SignedCertificate SIGNED = TestSigner.ES256.sign(BYTES);

  @Test
  void theSameDraftAndFieldsGiveTheSameBytes() {
    Draft again = Requests.accept(Requests.vaccination());

    assertThat(again.fix(TestSigner.ES256.fields(ID)).bytes()).isEqualTo(BYTES.bytes());
    assertThat(again.fix(TestSigner.ES256.fields(ID))).isEqualTo(BYTES);
  }

  @Test
  void theOrderOfARequestsFieldsDoesNotMatter() {
    ObjectNode request = Requests.vaccination();
    JsonNode id = ((ObjectNode) request.at("/payload/v/0")).remove("id");
    ((ObjectNode) request.at("/payload/v/0")).set("id", id);

    assertThat(Requests.accept(request).fix(TestSigner.ES256.fields(ID))).isEqualTo(BYTES);
  }

  @Test
  void c01_textIsNfcAndTrimmed() {
    ObjectNode request =
        Requests.set(Requests.vaccination(), "/payload/nam/fn", "\u00a0 Mu\u0308ller\u2007\u202f");

    JsonNode names = Requests.accept(request).fix(TestSigner.ES256.fields(ID)).dcc().get("nam");

    assertThat(names.get("fn").textValue()).isEqualTo("Müller");
    assertThat(names.get("fnt").textValue()).isEqualTo("MUELLER");
  }

  @Test
  void c03_keysStandInTheOrderOfTheirBytes() {
    JsonNode dcc = BYTES.dcc();

    assertThat(dcc.fieldNames()).toIterable().containsExactly("v", "dob", "nam", "ver");
    assertThat(dcc.get("nam").fieldNames()).toIterable().containsExactly("fn", "gn", "fnt", "gnt");
    for (ObjectNode request : Requests.ofEveryKind()) {
      Draft draft = Requests.accept(request);
      JsonNode entry = TestSigner.ES256.sign(draft).toBeSigned().dcc();
      List<String> keys = new ArrayList<>();
      entry.get(draft.type().group()).get(0).fieldNames().forEachRemaining(keys::add);
      assertThat(keys).isSorted();
    }
  }

  @Test
  void c04_c05_claimsAreIssuerExpiryIssueAndCertificate() {
    String claims = HexFormat.of().formatHex(BYTES.payload());

    // map of 4; 1: "DE"; 4: exp; 6: iat; -260: map of 1; 1: map of 4
    assertThat(claims)
        .startsWith(
            "a401624445"
                + "041a%08x".formatted(Requests.AT.getEpochSecond() + 365L * 86_400)
                + "061a%08x".formatted(Requests.AT.getEpochSecond())
                + "390103a101a4");
  }

  @Test
  void c08_outermostByteIsTag18() {
    assertThat(SIGNED.cose()[0]).isEqualTo((byte) 0xD2);
    assertThat(SIGNED.cose()[1]).isEqualTo((byte) 0x84);
  }

  @Test
  void c09_c10_protectedHeaderHoldsAlgorithmAndKeyId() {
    String keyId = KeyId.ofCertificate(TestSigner.ES256.certificate()).hex();
    assertThat(HexFormat.of().formatHex(BYTES.protectedHeader()))
        .isEqualTo("a2012604" + "48" + keyId);

    ToBeSigned rsa = DRAFT.fix(TestSigner.PS256.fields(ID));
    assertThat(HexFormat.of().formatHex(rsa.protectedHeader())).startsWith("a20138240448");
  }

  @Test
  void c10_keyIdIsTheBeginningOfTheHashOfTheCertificate() throws Exception {
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(TestSigner.ES256.certificate().getEncoded());

    assertThat(KeyId.ofCertificate(TestSigner.ES256.certificate()).bytes())
        .isEqualTo(Arrays.copyOf(hash, 8));
  }

  @Test
  void c12_signedBytesAreTheSignatureStructure() {
    assertThat(HexFormat.of().formatHex(BYTES.bytes()))
        .isEqualTo(
            "846a5369676e617475726531"
                + "4d"
                + HexFormat.of().formatHex(BYTES.protectedHeader())
                + "40"
                + "59%04x".formatted(BYTES.payload().length)
                + HexFormat.of().formatHex(BYTES.payload()));
  }

  @Test
  void c13_refusesASignatureOfAnotherLength() {
    assertThatThrownBy(() -> BYTES.with(new byte[70])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void c14_c15_textIsPrefixBase45AndZlib() throws Exception {
    assertThat(SIGNED.text()).startsWith("HC1:");
    byte[] compressed = Base45.decode(SIGNED.text().substring(4));
    assertThat(compressed).startsWith(0x78, 0xDA);
    assertThat(Zlib.inflate(compressed)).isEqualTo(SIGNED.cose());
  }

  @Test
  void parsingTheBytesGivesTheSameAgain() {
    for (ObjectNode request : Requests.ofEveryKind()) {
      ToBeSigned fixed = TestSigner.PS256.sign(Requests.accept(request)).toBeSigned();

      ToBeSigned parsed = ToBeSigned.parse(fixed.bytes());

      assertThat(parsed).isEqualTo(fixed);
      assertThat(parsed.fields()).isEqualTo(fixed.fields());
      assertThat(parsed.type()).isEqualTo(fixed.type());
      assertThat(parsed.issuer()).isEqualTo("DE");
    }
  }

  @Test
  void parsingRefusesAnythingElse() {
    byte[] longer = Arrays.copyOf(BYTES.bytes(), BYTES.bytes().length + 1);
    byte[] otherContext = BYTES.bytes();
    otherContext[2] = 'X';
    for (byte[] bytes : List.of(new byte[0], new byte[9_000], longer, otherContext)) {
      assertThatThrownBy(() -> ToBeSigned.parse(bytes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fixRefusesAnIdThatIsNotWellFormedOrOfAnotherCountry() {
    assertThatThrownBy(() -> DRAFT.fix(TestSigner.ES256.fields(ID + "0")))
        .isInstanceOf(IllegalArgumentException.class);
    String foreign = CertificateIds.next("AT", "IZ28215B", new java.security.SecureRandom());
    assertThatThrownBy(() -> DRAFT.fix(TestSigner.ES256.fields(foreign)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void c05_fieldsNeedAnIssueBeforeTheExpiry() {
    KeyId keyId = KeyId.of(new byte[8]);
    assertThatThrownBy(() -> new CertificateFields(ID, keyId, Requests.AT, Requests.AT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            new CertificateFields(ID, keyId, Requests.AT.plusMillis(7), Requests.AT.plusSeconds(60))
                .issuedAt())
        .isEqualTo(Requests.AT);
  }

  @Test
  void nothingPrintsTheHolder() {
    for (Object printed : List.of(DRAFT, BYTES, SIGNED, Hcert.decode(SIGNED.text()))) {
      assertThat(printed.toString()).doesNotContain("Muster", "MUSTER", "Erika", "1979");
    }
  }
}
