package de.siegel.client.session;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * A card behind a PKCS#11 module (OASIS PKCS #11 2.40): a card terminal's, or a hardware security
 * module's. The private key stays there.
 *
 * <p>Safe for use by several threads; they sign one after another.
 */
public final class Pkcs11Card implements CardTerminal {
  /** Half of a signature on brainpoolP256r1. */
  private static final int HALF = 32;

  private final Provider provider;
  private final byte[] certificate;
  private final PrivateKey key;

  private Pkcs11Card(Provider provider, byte[] certificate, PrivateKey key) {
    this.provider = provider;
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Opens a card.
   *
   * @param module the vendor's shared library
   * @param slotListIndex which of the module's slots, from 0
   * @param alias label of the certificate C.HCI.AUT and its key
   * @param pin asked for once; what it gives is wiped afterwards
   * @throws IllegalArgumentException if module, slot, PIN or alias are wrong; says which
   */
  public static Pkcs11Card open(
      Path module, int slotListIndex, String alias, Supplier<char[]> pin) {
    Provider provider = configured(module, slotListIndex);
    char[] entered = pin.get();
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, entered);
      Certificate found = store.getCertificate(alias);
      if (found == null || !(store.getKey(alias, null) instanceof PrivateKey key)) {
        throw new IllegalArgumentException(
            "The card in slot " + slotListIndex + " has no certificate with a key named " + alias);
      }
      return new Pkcs11Card(provider, found.getEncoded(), key);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The card in slot " + slotListIndex + " does not open: check the slot and the PIN", e);
    } finally {
      Arrays.fill(entered, '\0');
    }
  }

  private static Provider configured(Path module, int slotListIndex) {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new IllegalArgumentException("This Java has no PKCS#11 provider (SunPKCS11)");
    }
    try {
      return base.configure(
          "--name = SiegelCard"
              + slotListIndex
              + "\nlibrary = \""
              + module.toAbsolutePath()
              + "\"\nslotListIndex = "
              + slotListIndex
              + "\n");
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The PKCS#11 module " + module + " cannot be used in slot " + slotListIndex, e);
    }
  }

  @Override
  public byte[] certificate() {
    return certificate.clone();
  }

  @Override
  public synchronized byte[] sign(byte[] challenge) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA", provider);
      signature.initSign(key);
      signature.update(challenge);
      return plain(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The card does not sign: is it still in the terminal, and unlocked?", e);
    }
  }

  /** From ECDSA-Sig-Value (RFC 3279 section 2.2.3) to r and s, 32 bytes each. */
  private static byte[] plain(byte[] der) {
    ASN1Sequence both = ASN1Sequence.getInstance(der);
    byte[] plain = new byte[2 * HALF];
    for (int i = 0; i < 2; i++) {
      BigInteger number = ASN1Integer.getInstance(both.getObjectAt(i)).getPositiveValue();
      byte[] bytes = number.toByteArray();
      int length = Math.min(bytes.length, HALF);
      System.arraycopy(bytes, bytes.length - length, plain, (i + 1) * HALF - length, length);
    }
    return plain;
  }
}
