package de.siegel.servicekit.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider for what happens with every request: Amazon's Corretto provider, 30 times faster
 * than JDK 17's own, or BouncyCastle where its native library does not load. Neither is registered
 * globally: who uses one names it.
 *
 * @param hot does P-256, Ed25519 and AES-GCM
 */
public record CryptoProviders(Provider hot) {
  private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);

  /** Chooses the provider once for the process. */
  public static CryptoProviders choose() {
    Throwable reason;
    try {
      AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
      if (corretto.getLoadingError() == null) {
        return new CryptoProviders(corretto);
      }
      reason = corretto.getLoadingError();
    } catch (LinkageError noNativeLibrary) {
      reason = noNativeLibrary;
    }
    LOG.atWarn()
        .addKeyValue("reason", reason.toString())
        .log(
            "Amazon Corretto provider does not load here, signatures will be several times slower");
    return fallback();
  }

  /** BouncyCastle alone. */
  public static CryptoProviders fallback() {
    return new CryptoProviders(new BouncyCastleProvider());
  }

  /** A generator for nonces, blinds and ids; one for each thread. */
  public SecureRandom random() {
    try {
      return hot instanceof AmazonCorrettoCryptoProvider
          ? SecureRandom.getInstance("LibCryptoRng", hot)
          : new SecureRandom();
    } catch (NoSuchAlgorithmException e) {
      return new SecureRandom();
    }
  }
}
