package de.siegel.signer.key;

import de.siegel.certificate.KeyId;
import java.security.cert.X509Certificate;

/**
 * The key's boundary: nothing signs but through here, and everything that does is counted.
 *
 * @param key the key behind the boundary
 * @param ledger where it is counted
 */
public record CountedKey(SigningKey key, SignatureLedger ledger) implements SigningKey {
  @Override
  public KeyId keyId() {
    return key.keyId();
  }

  @Override
  public X509Certificate certificate() {
    return key.certificate();
  }

  @Override
  public byte[] sign(byte[] bytes) {
    ledger.countOne();
    return key.sign(bytes);
  }
}
