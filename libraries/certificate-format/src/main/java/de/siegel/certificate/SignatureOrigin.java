package de.siegel.certificate;

import java.io.IOException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Which of some keys has signed a text, whatever else is wrong with it: for investigations. A
 * forger with a stolen key need not name it, nor write what readers expect.
 */
public final class SignatureOrigin {
  private SignatureOrigin() {}

  /**
   * Tries each key, by what its kind signs with, and believes nothing that the text says of it.
   *
   * @param text {@code HC1:…}
   * @return the certificate of the key that has signed it; empty if none has, or it is no signed
   *     message at all
   */
  public static Optional<X509Certificate> of(String text, TrustList keys) {
    Optional<CoseSign1> message = message(text);
    if (message.isEmpty()) {
      return Optional.empty();
    }
    Provider provider = new BouncyCastleProvider();
    SignatureVerifier verifier = new SignatureVerifier(provider);
    byte[] signed = message.get().signatureStructure();
    return keys.certificates().values().stream()
        .flatMap(List::stream)
        .map(certificate -> TrustedSigner.of(certificate, provider))
        .filter(
            signer ->
                signer
                    .algorithm()
                    .filter(
                        algorithm ->
                            verifier.verify(
                                algorithm, signer.key(), signed, message.get().signature()))
                    .isPresent())
        .map(TrustedSigner::certificate)
        .findFirst();
  }

  private static Optional<CoseSign1> message(String text) {
    if (text.length() > Hcert.MAXIMUM_TEXT || !text.startsWith(Hcert.PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          CoseSign1.parse(Zlib.inflate(Base45.decode(text.substring(Hcert.PREFIX.length())))));
    } catch (IllegalArgumentException | DataFormatException | IOException e) {
      return Optional.empty();
    }
  }
}
