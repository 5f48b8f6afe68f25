package de.siegel.sealing;

/**
 * A secret that exactly two stages share, for attestations in one direction.
 *
 * @param id names the key in an attestation
 * @param sender the stage that attests with it
 * @param recipient the stage that checks with it
 * @param secret 32 bytes or more
 */
public record SharedKey(String id, String sender, String recipient, byte[] secret) {

  /** Shortest secret in bytes. */
  public static final int MINIMUM_LENGTH = 32;

  public SharedKey {
    if (secret.length < MINIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "the shared key " + id + " needs at least " + MINIMUM_LENGTH + " bytes");
    }
    secret = secret.clone();
  }

  boolean isFor(String from, String to, String keyId) {
    return sender.equals(from) && recipient.equals(to) && id.equals(keyId);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "SharedKey[" + id + ", " + sender + " to " + recipient + "]";
  }
}
