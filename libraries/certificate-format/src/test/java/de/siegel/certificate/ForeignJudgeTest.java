package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SignatureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.digg.dgc.payload.v1.DigitalCovidCertificate;
import se.digg.dgc.service.impl.DefaultDGCDecoder;
import se.digg.dgc.signatures.impl.DefaultDGCSignatureVerifier;

/** A foreign implementation reads what we issue, and refuses what is broken (section 11). */
class ForeignJudgeTest {

  @Test
  void theForeignDecoderAcceptsEveryKindUnderBothAlgorithms() throws Exception {
    for (TestSigner signer : List.of(TestSigner.ES256, TestSigner.PS256)) {
      for (ObjectNode request : Requests.ofEveryKind()) {
        SignedCertificate signed = signer.sign(Requests.accept(request));

        DigitalCovidCertificate read = judge(signer).decode(signed.text());

        assertThat(Requests.MAPPER.readTree(read.toJSONString()).at("/nam"))
            .isEqualTo(signed.toBeSigned().dcc().at("/nam"));
      }
    }
  }

  @Test
  void theForeignDecoderRefusesBrokenOnes() {
    SignedCertificate signed = TestSigner.ES256.sign(Requests.accept(Requests.vaccination()));
    byte[] changed = signed.signature();
    changed[40] ^= 1;

    assertThatThrownBy(
            () -> judge(TestSigner.ES256).decode(signed.toBeSigned().with(changed).text()))
        .isInstanceOf(SignatureException.class);
    assertThatThrownBy(() -> judge(TestSigner.es256For()).decode(signed.text()))
        .isInstanceOf(SignatureException.class);
    assertThatThrownBy(() -> judge(TestSigner.ES256).decode("HC2:" + signed.text().substring(4)))
        .isInstanceOf(Exception.class);
  }

  private static DefaultDGCDecoder judge(TestSigner signer) {
    DefaultDGCSignatureVerifier verifier = new DefaultDGCSignatureVerifier();
    verifier.setTestValidationTime(Requests.AT.plusSeconds(60));
    return new DefaultDGCDecoder(verifier, (country, keyId) -> List.of(signer.certificate()));
  }
}
