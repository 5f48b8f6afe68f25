package de.siegel.identity.trust;

import de.siegel.sealing.CryptographicFailure;
import de.siegel.sealing.Ed25519;
import de.siegel.sealing.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 key (RFC 8032) with which an authority, or a holder of the root of trust, signs.
 *
 * @param id lower-case hex of the first 16 bytes of SHA-256 over the SubjectPublicKeyInfo
 * @param publicKey the public half
 * @param privateKey the private half
 */
public record AuthorityKey(String id, PublicKey publicKey, PrivateKey privateKey) {
  private static final int ID_BYTES = 16;

  /** Makes a new key. */
  public static AuthorityKey generate(Provider provider) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair();
      return new AuthorityKey(idOf(pair.getPublic()), pair.getPublic(), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("Ed25519 is not available", e);
    }
  }

  /**
   * Reads a private key.
   *
   * @param encoded PKCS#8 (RFC 5958)
   * @param publicKey its public half, which PKCS#8 does not always hold
   */
  public static AuthorityKey of(byte[] encoded, PublicKey publicKey) {
    try {
      PrivateKey privateKey =
          Ed25519.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new AuthorityKey(idOf(publicKey), publicKey, privateKey);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("not an Ed25519 private key in PKCS#8", e);
    }
  }

  /** The id of a public key. */
  public static String idOf(PublicKey key) {
    return HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(key.getEncoded()), ID_BYTES));
  }

  /** Signs bytes: 64 bytes. */
  public byte[] sign(byte[] bytes, Provider provider) {
    try {
      Signature signature = Signature.getInstance("Ed25519", provider);
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("signing with authority key " + id + " failed", e);
    }
  }

  /** Never shows the private half. */
  @Override
  public String toString() {
    return "AuthorityKey[" + id + "]";
  }
}
