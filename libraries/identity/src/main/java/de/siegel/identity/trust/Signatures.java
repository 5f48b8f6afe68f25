package de.siegel.identity.trust;

import de.siegel.sealing.CryptographicFailure;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Map;

/** Counts signatures of a role. */
public final class Signatures {
  private Signatures() {}

  /**
   * How many different keys of a role signed the bytes. Unknown keys do not count.
   *
   * @param signatures signature by key id, so that a key counts once
   */
  public static int valid(
      Role role, byte[] bytes, Map<String, byte[]> signatures, Provider provider) {
    int valid = 0;
    for (Map.Entry<String, byte[]> entry : signatures.entrySet()) {
      PublicKey key = role.keys().get(entry.getKey());
      if (key != null && holds(key, bytes, entry.getValue(), provider)) {
        valid++;
      }
    }
    return valid;
  }

  private static boolean holds(PublicKey key, byte[] bytes, byte[] signature, Provider provider) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", provider);
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("Ed25519 is not available", e);
    }
  }
}
