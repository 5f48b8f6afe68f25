package de.siegel.client.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A test card of a simulated TI as two files: NAME.der and NAME.pkcs8. No real card has those. */
public final class SoftCard implements CardTerminal {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private final byte[] certificate;
  private final PrivateKey key;

  private SoftCard(byte[] certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Reads a card.
   *
   * @param name path without ending
   * @throws UncheckedIOException if a file cannot be read
   * @throws IllegalArgumentException if the key is none
   */
  public static SoftCard read(Path name) {
    try {
      byte[] encoded = Files.readAllBytes(name.resolveSibling(name.getFileName() + ".pkcs8"));
      PrivateKey key =
          KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SoftCard(
          Files.readAllBytes(name.resolveSibling(name.getFileName() + ".der")), key);
    } catch (IOException e) {
      throw new UncheckedIOException("The card " + name + " (.der, .pkcs8) cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(name + ".pkcs8 is no EC key in PKCS#8", e);
    }
  }

  @Override
  public byte[] certificate() {
    return certificate.clone();
  }

  @Override
  public byte[] sign(byte[] challenge) {
    try {
      Signature signature = Signature.getInstance("SHA256withPLAIN-ECDSA", PROVIDER);
      signature.initSign(key);
      signature.update(challenge);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The test card cannot sign", e);
    }
  }
}
