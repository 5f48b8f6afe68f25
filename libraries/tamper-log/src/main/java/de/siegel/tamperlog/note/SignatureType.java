package de.siegel.tamperlog.note;

import java.util.Optional;

/** How a note is signed (C2SP signed-note, Signature types). */
public enum SignatureType {
  /** Ed25519 over the text. */
  ED25519(0x01),
  /** ECDSA with SHA-256 over the text, DER. */
  ECDSA(0x02),
  /** Ed25519 over time and text, by a witness (C2SP tlog-cosignature). */
  ED25519_COSIGNATURE(0x04);

  private final byte identifier;

  SignatureType(int identifier) {
    this.identifier = (byte) identifier;
  }

  byte identifier() {
    return identifier;
  }

  static Optional<SignatureType> of(byte identifier) {
    for (SignatureType type : values()) {
      if (type.identifier == identifier) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
