package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7. */
class RevocationHandleTest {

  @ParameterizedTest
  @CsvSource({
    "common/2DCode/raw/CO3.json, TA/gJg6xoyUDqeElh0QmXA==, yFhFeSQSVmIpi0ANEiEHYA==,"
        + " Tb5CNi0OhtsY2OwJlXZjgQ==",
    "DE/2DCode/raw/1.json, 8HUnpFsQTgNuwGViCztPbQ==, l28XKt0CrtKf04ttioJfmQ==,"
        + " JDjD8PgSx/kZDDarxJwuEA==",
    "common/2DCode/raw/CO1.json, TA/gJg6xoyUDqeElh0QmXA==, yFhFeSQSVmIpi0ANEiEHYA==,"
        + " 7+jaGpm+hztwcPmLSPr49g=="
  })
  void x01_checkValuesOfTheSamples(String file, String id, String countryAndId, String signature) {
    Hcert certificate = sample(file);
    String certificateId = certificate.entry().orElseThrow().certificateId();

    assertThat(RevocationHandle.ofCertificateId(certificateId).base64()).isEqualTo(id);
    assertThat(
            RevocationHandle.ofCountryAndCertificateId(
                    certificate.issuer().orElseThrow(), certificateId)
                .base64())
        .isEqualTo(countryAndId);
    assertThat(certificate.signatureHandle().orElseThrow().base64()).isEqualTo(signature);
  }

  @Test
  void x02_onlyRCountsSoASecondSignatureDoesNotEscape() {
    Hcert certificate = sample("common/2DCode/raw/CO3.json");

    assertThat(certificate.signatureHandle().orElseThrow().base64())
        .isNotEqualTo("9xuaS/OIoy03zfghgrE2Uw==");
    byte[] otherS = certificate.signature();
    Arrays.fill(otherS, 32, 64, (byte) 1);
    assertThat(RevocationHandle.ofSignature(SignatureAlgorithm.ES256, otherS))
        .isEqualTo(certificate.signatureHandle().orElseThrow());
    byte[] otherR = certificate.signature();
    otherR[0] ^= 1;
    assertThat(RevocationHandle.ofSignature(SignatureAlgorithm.ES256, otherR))
        .isNotEqualTo(certificate.signatureHandle().orElseThrow());
  }

  @Test
  void x01_anIssuedCertificateHasAllThree() {
    SignedCertificate signed = TestSigner.ES256.sign(Requests.accept(Requests.vaccination()));
    String id = signed.toBeSigned().fields().certificateId();

    assertThat(signed.revocationHandles())
        .containsExactly(
            RevocationHandle.ofSignature(SignatureAlgorithm.ES256, signed.signature()),
            RevocationHandle.ofCertificateId(id),
            RevocationHandle.ofCountryAndCertificateId("DE", id))
        .allMatch(handle -> handle.bytes().length == 16)
        .allMatch(handle -> handle.base64().matches("[A-Za-z0-9+/]{22}=="));
  }

  @Test
  void x01_refusesASignatureThatIsNone() {
    assertThatThrownBy(() -> RevocationHandle.ofSignature(SignatureAlgorithm.ES256, new byte[63]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Hcert sample(String file) {
    String cose = Samples.named(file).text("COSE").orElseThrow();
    String text = Hcert.PREFIX + Base45.encode(Zlib.deflate(HexFormat.of().parseHex(cose)));
    return ((Decoding.Decoded) Hcert.decode(text)).certificate();
  }
}
