package de.siegel.certificate;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Verifies signatures of both algorithms with one crypto provider. */
final class SignatureVerifier {

  private static final int SALT_LENGTH = 32;

  private final Provider provider;
  private final ThreadLocal<Signature> es256;
  private final ThreadLocal<Signature> ps256;

  SignatureVerifier(Provider provider) {
    this.provider = provider;
    this.es256 = ThreadLocal.withInitial(() -> create(SignatureAlgorithm.ES256));
    this.ps256 = ThreadLocal.withInitial(() -> create(SignatureAlgorithm.PS256));
  }

  boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] bytes, byte[] signature) {
    if (!algorithm.allowsLength(signature.length)) {
      return false;
    }
    Signature verification =
        switch (algorithm) {
          case ES256 -> es256.get();
          case PS256 -> ps256.get();
        };
    try {
      verification.initVerify(key);
      verification.update(bytes);
      return verification.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      // A value out of range, such as r = 0, reaches some providers as an exception.
      return false;
    }
  }

  private Signature create(SignatureAlgorithm algorithm) {
    try {
      return switch (algorithm) {
        case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format", provider);
        case PS256 -> {
          Signature signature = Signature.getInstance("RSASSA-PSS", provider);
          signature.setParameter(
              new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_LENGTH, 1));
          yield signature;
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the crypto provider " + provider.getName() + " cannot do " + algorithm, e);
    }
  }
}
