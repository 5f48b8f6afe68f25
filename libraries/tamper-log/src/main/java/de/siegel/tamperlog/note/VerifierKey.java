package de.siegel.tamperlog.note;

import de.siegel.tamperlog.Base64Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key that is trusted to sign notes: name, algorithm and public key.
 *
 * <p>Its text is {@code <name>+<key id, hex>+<base64 of type and key>} (C2SP signed-note).
 */
public final class VerifierKey {
  private static final int TIME_LENGTH = Long.BYTES;
  private static final int ED25519_LENGTH = 32;
  private static final HexFormat HEX = HexFormat.of();

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, section 4). */
  private static final byte[] ED25519_INFO = HEX.parseHex("302a300506032b6570032100");

  private final String name;
  private final SignatureType type;
  private final PublicKey key;
  private final int keyId;

  private VerifierKey(String name, SignatureType type, PublicKey key) {
    this.name = name;
    this.type = type;
    this.key = key;
    this.keyId = id(name, type, key);
  }

  /**
   * Trusts a key.
   *
   * @param name without spaces and plus
   * @param key Ed25519, or on P-256
   * @throws IllegalArgumentException if the name is none, or the key is not of that type
   */
  public static VerifierKey of(String name, SignatureType type, PublicKey key) {
    boolean fits =
        switch (type) {
          case ED25519, ED25519_COSIGNATURE ->
              key.getEncoded().length == ED25519_INFO.length + ED25519_LENGTH
                  && startsWith(key.getEncoded(), ED25519_INFO);
          case ECDSA -> key.getAlgorithm().equals("EC");
        };
    if (!fits || !NoteSignature.isName(name)) {
      throw new IllegalArgumentException(
          fits ? "a key's name has no spaces and no plus" : "not a key for " + type);
    }
    return new VerifierKey(name, type, key);
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return Arrays.equals(Arrays.copyOf(bytes, beginning.length), beginning);
  }

  /** Reads a verifier key's text. */
  public static VerifierKey parse(String text) throws MalformedNote {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedNote("a verifier key is written NAME+ID+KEY");
    }
    try {
      byte[] encoded =
          Base64Text.decode(parts[2]).orElseThrow(() -> new MalformedNote("the key is no base64"));
      SignatureType type =
          SignatureType.of(encoded.length == 0 ? 0 : encoded[0])
              .orElseThrow(() -> new MalformedNote("the key's type is not known here"));
      byte[] material = Arrays.copyOfRange(encoded, 1, encoded.length);
      VerifierKey key = of(parts[0], type, publicKey(type, material));
      if (!HEX.toHexDigits(key.keyId).equals(parts[1])) {
        throw new MalformedNote("the key's id is not that of name and key");
      }
      return key;
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new MalformedNote("not a verifier key: " + e.getMessage());
    }
  }

  private static PublicKey publicKey(SignatureType type, byte[] material)
      throws GeneralSecurityException {
    return switch (type) {
      case ED25519, ED25519_COSIGNATURE -> {
        if (material.length != ED25519_LENGTH) {
          throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        byte[] info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + ED25519_LENGTH);
        System.arraycopy(material, 0, info, ED25519_INFO.length, ED25519_LENGTH);
        yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
      }
      case ECDSA -> KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(material));
    };
  }

  private static byte[] material(SignatureType type, PublicKey key) {
    byte[] info = key.getEncoded();
    return switch (type) {
      case ED25519, ED25519_COSIGNATURE ->
          Arrays.copyOfRange(info, ED25519_INFO.length, info.length);
      case ECDSA -> info;
    };
  }

  /** The id of an ECDSA key is over the key alone, of the others over name and type too. */
  private static int id(String name, SignatureType type, PublicKey key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (type != SignatureType.ECDSA) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(type.identifier());
      }
      return ByteBuffer.wrap(digest.digest(material(type, key))).getInt();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** How it signs. */
  public SignatureType type() {
    return type;
  }

  /** Which key of its name it is. */
  public int keyId() {
    return keyId;
  }

  /** Whether a signature line names this key. */
  boolean isNamedBy(NoteSignature signature) {
    return signature.keyId() == keyId && signature.name().equals(name);
  }

  /** Whether this key made a signature over a text. */
  boolean holds(String text, byte[] signature) {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    return switch (type) {
      case ED25519 -> holds("Ed25519", signed, signature);
      case ECDSA -> holds("SHA256withECDSA", signed, signature);
      case ED25519_COSIGNATURE ->
          signature.length > TIME_LENGTH
              && ByteBuffer.wrap(signature).getLong() >= 0
              && holds(
                  "Ed25519",
                  cosigned(ByteBuffer.wrap(signature).getLong(), text),
                  Arrays.copyOfRange(signature, TIME_LENGTH, signature.length));
    };
  }

  /**
   * What a witness signs (C2SP tlog-cosignature, Ed25519 signed message).
   *
   * @param time seconds since 1970
   */
  static byte[] cosigned(long time, String text) {
    return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  private boolean holds(String algorithm, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is not available", e);
    }
  }

  /** Its text, for others to trust. */
  @Override
  public String toString() {
    byte[] material = material(type, key);
    byte[] encoded =
        ByteBuffer.allocate(1 + material.length).put(type.identifier()).put(material).array();
    return name + "+" + HEX.toHexDigits(keyId) + "+" + Base64Text.of(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return keyId;
  }
}
