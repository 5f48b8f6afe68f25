package de.siegel.tamperlog.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;

/**
 * Signs notes.
 *
 * @param verifier what others need
 * @param key its private key
 */
public record NoteSigner(VerifierKey verifier, PrivateKey key) {
  /**
   * Signs a text.
   *
   * @param at when, for a witness: whole seconds of it are signed; others leave it out
   */
  public NoteSignature sign(String text, Instant at) {
    byte[] signature =
        switch (verifier.type()) {
          case ED25519 -> sign("Ed25519", text.getBytes(StandardCharsets.UTF_8));
          case ECDSA -> sign("SHA256withECDSA", text.getBytes(StandardCharsets.UTF_8));
          case ED25519_COSIGNATURE -> {
            long time = at.getEpochSecond();
            byte[] made = sign("Ed25519", VerifierKey.cosigned(time, text));
            yield ByteBuffer.allocate(Long.BYTES + made.length).putLong(time).put(made).array();
          }
        };
    return new NoteSignature(verifier.name(), verifier.keyId(), signature);
  }

  private byte[] sign(String algorithm, byte[] signed) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(signed);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a note cannot be signed", e);
    }
  }

  /** Says nothing of the private key. */
  @Override
  public String toString() {
    return verifier.toString();
  }
}
