package de.siegel.certificate;

import static de.siegel.certificate.CertificateVerifierTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

  private static final Draft DRAFT = Requests.accept(Requests.vaccination());

  @Test
  void c17_acceptsEveryKindUnderBothAlgorithms() {
    for (TestSigner signer : List.of(TestSigner.ES256, TestSigner.PS256)) {
      SelfCheck check = new SelfCheck(signer.certificate(), TestSigner.PROVIDER);
      for (ObjectNode request : Requests.ofEveryKind()) {
        assertThat(check.of(signer.sign(Requests.accept(request))))
            .isInstanceOf(Verification.Valid.class);
      }
    }
  }

  @Test
  void c17_noticesAWrongKeyInTheSignersHand() {
    TestSigner other = TestSigner.es256For();
    ToBeSigned bytes = TestSigner.ES256.sign(DRAFT).toBeSigned();
    SelfCheck check = new SelfCheck(TestSigner.ES256.certificate(), TestSigner.PROVIDER);

    assertThat(reason(check.of(bytes.with(other.signature(bytes.bytes())))))
        .isEqualTo(InvalidReason.SIGNATURE_WRONG);
  }

  @Test
  void c17_noticesAnotherSigningCertificate() {
    SelfCheck check = new SelfCheck(TestSigner.es256For().certificate(), TestSigner.PROVIDER);

    assertThat(reason(check.of(TestSigner.ES256.sign(DRAFT))))
        .isEqualTo(InvalidReason.SIGNER_UNKNOWN);
  }

  @Test
  void c06_c19_nothingOutlivesOrPrecedesItsSigner() {
    SelfCheck check = new SelfCheck(TestSigner.ES256.certificate(), TestSigner.PROVIDER);
    CertificateFields fields = TestSigner.ES256.sign(DRAFT).toBeSigned().fields();

    CertificateFields tooLong =
        new CertificateFields(
            fields.certificateId(),
            fields.keyId(),
            fields.issuedAt(),
            TestSigner.NOT_AFTER.plusSeconds(1));
    assertThat(reason(check.of(TestSigner.ES256.sign(DRAFT.fix(tooLong)))))
        .isEqualTo(InvalidReason.OUTLIVES_SIGNER);

    CertificateFields afterExpiry =
        new CertificateFields(
            fields.certificateId(),
            fields.keyId(),
            TestSigner.NOT_AFTER.plusSeconds(1),
            TestSigner.NOT_AFTER.plusSeconds(2));
    assertThat(reason(check.of(TestSigner.ES256.sign(DRAFT.fix(afterExpiry)))))
        .isEqualTo(InvalidReason.SIGNER_NOT_VALID);
  }
}
