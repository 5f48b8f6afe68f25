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
   * @param binding what the links are bound to: that they belong to this leaf and no other
   * @param links Avro binary of Links
   */
  public byte[] seal(byte[] monthKey, byte[] binding, byte[] links) {
    return seal.seal(monthKey, binding, links);
  }

  /** Decrypts; empty if key or binding are not those of the leaf. */
  public Optional<byte[]> open(byte[] monthKey, byte[] binding, byte[] sealed) {
    return seal.open(monthKey, binding, sealed);
  }
}
