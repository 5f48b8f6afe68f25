package de.siegel.sealing;

import java.util.Optional;

/**
 * Encrypts what links an audit leaf to a pharmacy or a certificate, under a month's key: when that
 * key is destroyed, leaf and proof stay and the link is gone.
 */
public final class LinkSeal {
  private final Seal seal;

  public LinkSeal(Seal seal) {
    this.seal = seal;
  }

  /**
   * Encrypts.
   *
   * @param monthKey 32 bytes
   * @param salt the leaf's salt, to which the links are bound
   * @param links Avro binary of Links
   */
  public byte[] seal(byte[] monthKey, byte[] salt, byte[] links) {
    return seal.seal(monthKey, associated(salt), links);
  }

  /** Decrypts; empty if key or salt are not those of the leaf. */
  public Optional<byte[]> open(byte[] monthKey, byte[] salt, byte[] sealed) {
    return seal.open(monthKey, associated(salt), sealed);
  }

  private static byte[] associated(byte[] salt) {
    return PreAuthenticationEncoding.of("siegel/audit-links/v1").add(salt).bytes();
  }
}
