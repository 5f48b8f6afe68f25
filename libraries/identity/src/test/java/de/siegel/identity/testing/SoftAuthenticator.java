package de.siegel.identity.testing;

import de.siegel.identity.confirmation.Confirmation;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.schemas.control.Confirmer;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A second device in software, for tests: by itself one that verifies its person and answers as it
 * should (Web Authentication Level 2, section 6.3.3), with any part changed where a test wants to
 * see it refused. Written out by hand, not with the library that checks it.
 */
public final class SoftAuthenticator {
  /** The page that asks it. */
  public static final String ORIGIN = "https://confirm.test-only.example";

  /** Its relying party. */
  public static final String RELYING_PARTY = "confirm.test-only.example";

  /** Flag: the user was present. */
  public static final int PRESENT = 0x01;

  /** Flag: the user was verified, by PIN or biometrics. */
  public static final int VERIFIED = 0x04;

  private final KeyPair keys;
  private final byte[] credentialId;
  private int flags = PRESENT | VERIFIED;
  private String relyingParty = RELYING_PARTY;
  private String origin = ORIGIN;
  private String type = "webauthn.get";
  private boolean crossOrigin;
  private int counter;

  /** One with a credential of its own. */
  public SoftAuthenticator() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is not available", e);
    }
    credentialId = Sha256.of(keys.getPublic().getEncoded());
  }

  /** The credential's id. */
  public byte[] credentialId() {
    return credentialId.clone();
  }

  /** What the desk enrols of it. */
  public Confirmer enrolledFor(String pharmacyId) {
    return Confirmers.webAuthn(
        pharmacyId, credentialId, keys.getPublic().getEncoded(), RELYING_PARTY, ORIGIN);
  }

  /** From now on with other flags. */
  public SoftAuthenticator flags(int other) {
    flags = other;
    return this;
  }

  /** From now on for another relying party. */
  public SoftAuthenticator relyingParty(String other) {
    relyingParty = other;
    return this;
  }

  /** From now on asked by another page. */
  public SoftAuthenticator origin(String other) {
    origin = other;
    return this;
  }

  /** From now on asked from a page that is embedded in another one. */
  public SoftAuthenticator embedded() {
    crossOrigin = true;
    return this;
  }

  /** From now on for another ceremony. */
  public SoftAuthenticator type(String other) {
    type = other;
    return this;
  }

  /** From now on it counts from here. */
  public SoftAuthenticator counter(int other) {
    counter = other;
    return this;
  }

  /** Confirms. */
  public Confirmation.WebAuthn confirm(ConfirmationStatement statement) {
    return answer(statement.until().toEpochMilli(), statement.challenge());
  }

  /** Answers a challenge. */
  public Confirmation.WebAuthn answer(long untilMillis, byte[] challenge) {
    byte[] clientData =
        ("{\"type\":\""
                + type
                + "\",\"challenge\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(challenge)
                + "\",\"origin\":\""
                + origin
                + "\",\"crossOrigin\":"
                + crossOrigin
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(Sha256.of(relyingParty.getBytes(StandardCharsets.UTF_8)));
    data.write(flags);
    data.write(counter >>> 24);
    data.write(counter >>> 16);
    data.write(counter >>> 8);
    data.write(counter);
    byte[] authenticatorData = data.toByteArray();
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(authenticatorData);
      signer.update(Sha256.of(clientData));
      return new Confirmation.WebAuthn(
          untilMillis, credentialId, authenticatorData, clientData, signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the soft authenticator cannot sign", e);
    }
  }
}
