package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A forger with our key need not name it, nor write what readers expect. */
class SignatureOriginTest {
  private static final byte[] NO_CLAIMS = {(byte) 0xA0};

  private static String signed(TestSigner signer, byte[] header, byte[] payload) throws Exception {
    Signature signature =
        Signature.getInstance("SHA256withECDSAinP1363Format", TestSigner.PROVIDER);
    signature.initSign(signer.key());
    signature.update(CoseSign1.signatureStructure(header, payload));
    return Hcert.PREFIX
        + Base45.encode(Zlib.deflate(CoseSign1.encode(header, payload, signature.sign())));
  }

  @Test
  void findsTheKeyWhateverTheMessageSaysOfIt() throws Exception {
    TestSigner ours = TestSigner.es256For();
    TestSigner other = TestSigner.es256For();
    TrustList keys = TrustList.of(List.of(other.certificate(), ours.certificate()));
    byte[] noKeyId = {(byte) 0xA1, 0x01, 0x26};
    byte[] wrongAlgorithm = {(byte) 0xA1, 0x01, 0x38, 0x24};
    byte[] wrongKeyId = {(byte) 0xA2, 0x01, 0x26, 0x04, 0x43, 1, 2, 3};
    for (byte[] header : List.of(noKeyId, wrongAlgorithm, wrongKeyId)) {
      for (byte[] payload : List.of(NO_CLAIMS, "hello".getBytes(StandardCharsets.UTF_8))) {
        assertThat(SignatureOrigin.of(signed(ours, header, payload), keys))
            .contains(ours.certificate());
        assertThat(
                SignatureOrigin.of(
                    signed(ours, header, payload), TrustList.of(List.of(other.certificate()))))
            .isEmpty();
      }
    }
  }

  @Test
  void whatIsNoSignedMessageIsSignedByNobody() {
    TrustList keys = TrustList.of(List.of(TestSigner.es256For().certificate()));
    for (String text : List.of("", "HC1:", "HC1:ABC", "hello", "HC1:" + "A".repeat(5_000))) {
      assertThat(SignatureOrigin.of(text, keys)).isEmpty();
    }
  }
}
