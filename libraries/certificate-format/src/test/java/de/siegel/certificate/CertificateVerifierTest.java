package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and verifying (section 1 and 1.1). */
class CertificateVerifierTest {

  private static final Instant LATER = Requests.AT.plusSeconds(60);
  private static final Draft DRAFT = Requests.accept(Requests.vaccination());
  private static final SignedCertificate SIGNED = TestSigner.ES256.sign(DRAFT);

  @Test
  void c09_bothAlgorithmsVerifyUnderEitherProvider() {
    for (TestSigner signer : List.of(TestSigner.ES256, TestSigner.PS256)) {
      TrustList list = TrustList.of(List.of(signer.certificate()));
      String text = signer.sign(DRAFT).text();
      for (CertificateVerifier verifier :
          List.of(
              new CertificateVerifier(list),
              new CertificateVerifier(list, AmazonCorrettoCryptoProvider.INSTANCE))) {
        assertThat(verifier.verify(text, LATER)).isInstanceOf(Verification.Valid.class);
        byte[] wrong = signer.signature(new byte[1]);
        String forged = signer.sign(DRAFT).toBeSigned().with(wrong).text();
        assertThat(reason(verifier.verify(forged, LATER))).isEqualTo(InvalidReason.SIGNATURE_WRONG);
      }
    }
  }

  @Test
  void c09_refusesASignatureOfTheWrongAlgorithmsKey() {
    ToBeSigned claimsRsa =
        DRAFT.fix(
            new CertificateFields(
                SIGNED.toBeSigned().fields().certificateId(),
                KeyId.ofCertificate(TestSigner.ES256.certificate()),
                SignatureAlgorithm.PS256,
                Requests.AT,
                LATER));

    assertThat(reason(verify(claimsRsa.with(new byte[256]).text())))
        .isEqualTo(InvalidReason.SIGNER_KEY_UNUSABLE);
  }

  @Test
  void c09_es256IsP256Only() {
    TestSigner p384 = TestSigner.withCurve("secp384r1");
    assertThat(SignatureAlgorithm.of(p384.certificate().getPublicKey())).isEmpty();
    assertThat(SignatureAlgorithm.of(TestSigner.ES256.certificate().getPublicKey()))
        .contains(SignatureAlgorithm.ES256);
    assertThat(SignatureAlgorithm.of(TestSigner.PS256.certificate().getPublicKey()))
        .contains(SignatureAlgorithm.PS256);
  }

  @Test
  void c10_theProtectedKeyIdCountsEvenIfItIsWrong() throws Exception {
    byte[] right = KeyId.ofCertificate(TestSigner.ES256.certificate()).bytes();
    CoseHeader both = new CoseHeader(-7, new byte[8], false);
    CoseHeader unprotected = new CoseHeader(null, right, false);

    assertThat(new CoseSign1(null, both, unprotected, null, null).keyId()).isEqualTo(new byte[8]);
    CoseHeader none = new CoseHeader(-7, null, false);
    assertThat(new CoseSign1(null, none, unprotected, null, null).keyId()).isEqualTo(right);
  }

  /** A parameter that is there and wrong is not as if it were absent. */
  @Test
  void c09_c10_refusesParametersOfAnotherTypeAndCriticalOnes() {
    byte[] keyId = KeyId.ofCertificate(TestSigner.ES256.certificate()).bytes();

    assertThat(reason(withHeaders(h -> text(h, 1, -7, 4, "kid"), h -> ids(h, 4, keyId))))
        .isEqualTo(InvalidReason.NOT_COSE);
    assertThat(reason(withHeaders(h -> text(h, 4, keyId, 1, "ES256"), h -> ids(h, 1, -7))))
        .isEqualTo(InvalidReason.NOT_COSE);
    assertThat(reason(withHeaders(h -> ids(h, 1, -7, 4, keyId, 2, 99), h -> ids(h))))
        .isEqualTo(InvalidReason.NOT_COSE);
    assertThat(withHeaders(h -> ids(h, 1, -7, 4, keyId), h -> ids(h)))
        .isInstanceOf(Verification.Valid.class);
    assertThat(withHeaders(h -> ids(h, 1, -7), h -> ids(h, 4, keyId)))
        .isInstanceOf(Verification.Valid.class);
  }

  @Test
  void c10_aTextOfDigitsIsNoKeyOfAHeaderOrClaim() {
    byte[] keyId = KeyId.ofCertificate(TestSigner.ES256.certificate()).bytes();
    Cbor.Writer named =
        generator -> {
          generator.writeStartObject(null, 2);
          generator.writeFieldId(1);
          generator.writeNumber(-7);
          generator.writeFieldName("4");
          generator.writeBinary(keyId);
          generator.writeEndObject();
        };

    assertThat(reason(withHeaders(named, h -> ids(h)))).isEqualTo(InvalidReason.KEY_ID_MISSING);
  }

  private static void ids(CBORGenerator generator, Object... keysAndValues) throws IOException {
    text(generator, keysAndValues);
  }

  private static void text(CBORGenerator generator, Object... keysAndValues) throws IOException {
    generator.writeStartObject(null, keysAndValues.length / 2);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      generator.writeFieldId((Integer) keysAndValues[i]);
      generator.writePOJO(keysAndValues[i + 1]);
    }
    generator.writeEndObject();
  }

  private static Verification withHeaders(Cbor.Writer protectedMap, Cbor.Writer unprotectedMap) {
    byte[] header = Cbor.write(64, protectedMap);
    byte[] payload = SIGNED.toBeSigned().payload();
    byte[] signature = TestSigner.ES256.signature(CoseSign1.signatureStructure(header, payload));
    byte[] cose =
        Cbor.write(
            512,
            generator -> {
              generator.writeTag(CoseSign1.TAG);
              generator.writeStartArray(null, 4);
              generator.writeBinary(header);
              unprotectedMap.write(generator);
              generator.writeBinary(payload);
              generator.writeBinary(signature);
              generator.writeEndArray();
            });
    return verify(text(cose));
  }

  @Test
  void c06_nothingIsValidAfterItsSignersEnd() {
    Instant end = TestSigner.NOT_AFTER;
    SignedCertificate outlives =
        TestSigner.ES256.sign(
            DRAFT.fix(
                new CertificateFields(
                    SIGNED.toBeSigned().fields().certificateId(),
                    KeyId.ofCertificate(TestSigner.ES256.certificate()),
                    SignatureAlgorithm.ES256,
                    Requests.AT,
                    end.plusSeconds(86_400))));

    assertThat(verifier().verify(outlives.text(), end)).isInstanceOf(Verification.Valid.class);
    assertThat(reason(verifier().verify(outlives.text(), end.plusSeconds(1))))
        .isEqualTo(InvalidReason.SIGNER_NOT_VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "1990-13-45, false",
    "2021-02-31, false",
    "1990-02-28, true",
    "1990, true",
    "1990-12, true",
    "'', true"
  })
  void p01_aBirthDateIsADayOrAKnownPartOfOne(String birthDate, boolean readable) {
    var dcc = (com.fasterxml.jackson.databind.node.ObjectNode) SIGNED.toBeSigned().dcc();
    dcc.put("dob", birthDate);

    assertThat(DccSchema.isReadable(dcc)).isEqualTo(readable);
  }

  @Test
  void c10_anUnknownKeyIsNotTrusted() {
    CertificateVerifier stranger =
        new CertificateVerifier(TrustList.of(List.of(TestSigner.PS256.certificate())));

    assertThat(reason(stranger.verify(SIGNED.text(), LATER)))
        .isEqualTo(InvalidReason.SIGNER_UNKNOWN);
  }

  @Test
  void c08_readersAcceptAMissingOrDoubledTag() {
    byte[] tagged = SIGNED.cose();
    byte[] untagged = Arrays.copyOfRange(tagged, 1, tagged.length);
    byte[] doubled = concat(new byte[] {(byte) 0xD8, 61}, tagged);

    for (byte[] cose : List.of(tagged, untagged, doubled)) {
      assertThat(verify(text(cose))).isInstanceOf(Verification.Valid.class);
    }
    byte[] otherTag = tagged.clone();
    otherTag[0] = (byte) 0xD1;
    assertThat(reason(verify(text(otherTag)))).isEqualTo(InvalidReason.NOT_COSE);
  }

  @Test
  void c14_refusesZipBombsAndTrailingBytes() {
    byte[] bomb = Zlib.deflate(new byte[1_000_000]);
    assertThat(reason(verify(Hcert.PREFIX + Base45.encode(bomb))))
        .isEqualTo(InvalidReason.NOT_ZLIB);
    byte[] trailing = concat(Zlib.deflate(SIGNED.cose()), new byte[2]);
    assertThat(reason(verify(Hcert.PREFIX + Base45.encode(trailing))))
        .isEqualTo(InvalidReason.NOT_ZLIB);
    assertThat(reason(verify(text(concat(SIGNED.cose(), new byte[1])))))
        .isEqualTo(InvalidReason.NOT_COSE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', PREFIX_MISSING",
    "HC2:BB8, PREFIX_MISSING",
    "hc1:BB8, PREFIX_MISSING",
    "HC1:bb8, NOT_BASE45",
    "HC1:BB8, NOT_ZLIB"
  })
  void namesTheLayerThatIsBroken(String text, InvalidReason reason) {
    Verification verification = verify(text);

    assertThat(reason(verification)).isEqualTo(reason);
    assertThat(((Verification.Invalid) verification).layer()).isEqualTo(reason.layer());
    assertThat(((Verification.Invalid) verification).certificate()).isEmpty();
  }

  @Test
  void c15_blanksInATextAreData() {
    assertThat(SIGNED.text().strip()).isEqualTo(SIGNED.text());
    assertThat(verify(SIGNED.text() + " ")).isInstanceOf(Verification.Invalid.class);
    assertThat(verify(" " + SIGNED.text())).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void c05_refusesBeforeIssueAndAfterExpiry() {
    Instant expiry = SIGNED.toBeSigned().fields().expiresAt();

    assertThat(reason(verify(Requests.AT.minusSeconds(1)))).isEqualTo(InvalidReason.NOT_YET_VALID);
    assertThat(verify(Requests.AT)).isInstanceOf(Verification.Valid.class);
    assertThat(verify(expiry)).isInstanceOf(Verification.Valid.class);
    assertThat(reason(verify(expiry.plusSeconds(1)))).isEqualTo(InvalidReason.EXPIRED);
  }

  @Test
  void c06_refusesACertificateFromBeforeItsSigner() {
    CertificateFields early =
        new CertificateFields(
            SIGNED.toBeSigned().fields().certificateId(),
            KeyId.ofCertificate(TestSigner.ES256.certificate()),
            TestSigner.NOT_BEFORE.minusSeconds(1),
            LATER);

    assertThat(reason(verify(TestSigner.ES256.sign(DRAFT.fix(early)).text())))
        .isEqualTo(InvalidReason.SIGNER_NOT_VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.3.6.1.4.1.1847.2021.1.2", "1.3.6.1.4.1.0.1847.2021.1.2"})
  void k01_aPurposeOfTheSignerMustFitTheType(String vaccinations) {
    TestSigner signer = TestSigner.es256For(vaccinations);
    CertificateVerifier verifier =
        new CertificateVerifier(TrustList.of(List.of(signer.certificate())));

    assertThat(verifier.verify(signer.sign(DRAFT).text(), LATER))
        .isInstanceOf(Verification.Valid.class);
    Draft recovery = Requests.accept(Requests.recovery());
    assertThat(reason(verifier.verify(signer.sign(recovery).text(), LATER)))
        .isEqualTo(InvalidReason.SIGNER_PURPOSE);
  }

  @Test
  void k01_otherPurposesDoNotLimit() {
    TestSigner signer = TestSigner.es256For("1.3.6.1.5.5.7.3.4");
    CertificateVerifier verifier =
        new CertificateVerifier(TrustList.of(List.of(signer.certificate())));

    assertThat(verifier.verify(signer.sign(DRAFT).text(), LATER))
        .isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aBrokenSchemaIsToldOnlyWhenTheSignatureIsGood() {
    var dcc = (com.fasterxml.jackson.databind.node.ObjectNode) SIGNED.toBeSigned().dcc();
    dcc.put("dob", "yesterday");
    ToBeSigned broken =
        new ToBeSigned(
            SIGNED.toBeSigned().fields(),
            CertificateType.VACCINATION,
            "DE",
            RecheckTest.claims(dcc));

    assertThat(reason(verify(TestSigner.ES256.sign(broken).text())))
        .isEqualTo(InvalidReason.SCHEMA_BROKEN);
    assertThat(reason(verify(broken.with(new byte[64]).text())))
        .isEqualTo(InvalidReason.SIGNATURE_WRONG);
  }

  static InvalidReason reason(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Invalid.class);
    return ((Verification.Invalid) verification).reason();
  }

  private static Verification verify(Instant at) {
    return verifier().verify(SIGNED.text(), at);
  }

  private static Verification verify(String text) {
    return verifier().verify(text, LATER);
  }

  private static CertificateVerifier verifier() {
    return new CertificateVerifier(TrustList.of(List.of(TestSigner.ES256.certificate())));
  }

  private static String text(byte[] cose) {
    return Hcert.PREFIX + Base45.encode(Zlib.deflate(cose));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
