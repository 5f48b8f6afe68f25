package de.siegel.sealing;

import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.WrappedSecret;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * Carries a session secret to one stage: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256),
 * HKDF-SHA256, AES-256-GCM. The info string binds it to session, epoch and stage.
 */
public final class SecretWrapping {
  /** The suite's name in an epoch key record. */
  public static final String SUITE = "DHKEM(X25519,HKDF-SHA256),HKDF-SHA256,AES-256-GCM";

  private static final byte[] NO_ASSOCIATED_DATA = new byte[0];

  private SecretWrapping() {}

  /**
   * Wraps a secret for the stage that an epoch key belongs to.
   *
   * @throws IllegalArgumentException if the epoch key names another suite or is no public key
   */
  public static WrappedSecret wrap(SessionSecret secret, EpochKey key) {
    if (!key.getSuite().equals(SUITE)) {
      throw new IllegalArgumentException("epoch key of an unknown suite: " + key.getSuite());
    }
    byte[][] sealed;
    try {
      sealed =
          hpke()
              .seal(
                  EpochKeyPair.publicKey(Bytes.of(key.getPublicKey())),
                  info(secret.sessionId(), key.getEpoch(), key.getStage(), key.getKeyId()),
                  NO_ASSOCIATED_DATA,
                  secret.bytes(),
                  null,
                  null,
                  null);
    } catch (InvalidCipherTextException e) {
      throw new CryptographicFailure("HPKE could not seal", e);
    }
    return new WrappedSecret(
        key.getStage(), key.getKeyId(), ByteBuffer.wrap(sealed[1]), ByteBuffer.wrap(sealed[0]));
  }

  /**
   * Opens the secret that a session carries for a stage.
   *
   * @param pair the stage's pair for the session's epoch
   * @return empty if nothing is wrapped for the stage, it does not open, or it is not the secret
   *     that the session commits to
   */
  public static Optional<SessionSecret> unwrap(Session session, String stage, EpochKeyPair pair) {
    for (WrappedSecret wrapped : session.getWrappedSecrets()) {
      if (wrapped.getStage().equals(stage)) {
        return open(session, wrapped, pair);
      }
    }
    return Optional.empty();
  }

  private static Optional<SessionSecret> open(
      Session session, WrappedSecret wrapped, EpochKeyPair pair) {
    byte[] info =
        info(session.getSessionId(), session.getEpoch(), wrapped.getStage(), wrapped.getKeyId());
    byte[] secret;
    try {
      secret =
          hpke()
              .open(
                  Bytes.of(wrapped.getEncapsulated()),
                  pair.pair(),
                  info,
                  NO_ASSOCIATED_DATA,
                  Bytes.of(wrapped.getCiphertext()),
                  null,
                  null,
                  null);
    } catch (InvalidCipherTextException | RuntimeException forged) {
      // BouncyCastle meets points of low order and wrong lengths with various unchecked exceptions.
      return Optional.empty();
    }
    if (secret.length != SessionSecret.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(SessionSecret.of(session.getSessionId(), secret))
        .filter(opened -> opened.matches(Bytes.of(session.getSecretCommitment())));
  }

  private static byte[] info(String sessionId, String epoch, String stage, String keyId) {
    return PreAuthenticationEncoding.of("siegel/session-wrap/v1")
        .add(sessionId)
        .add(epoch)
        .add(stage)
        .add(keyId)
        .bytes();
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }
}
