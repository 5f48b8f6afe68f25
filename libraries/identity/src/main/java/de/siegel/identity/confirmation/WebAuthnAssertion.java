package de.siegel.identity.confirmation;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import de.siegel.identity.confirmation.ConfirmationResult.Refused;
import de.siegel.schemas.control.Confirmer;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.RefusalCode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/**
 * An assertion of a second device (Web Authentication Level 2, section 7.2): type, challenge,
 * origin of the page itself and not of one that embeds it, hash of the relying party id, user
 * present and verified, signature.
 *
 * <p>The signature counter (step 21 there) is not looked at. It is to show a copied authenticator
 * to a relying party that remembers the last value; passkeys always report 0, the stages that check
 * share no memory, and that a confirmation counts once follows from the request's id in its tag.
 */
final class WebAuthnAssertion {
  private static final WebAuthnAuthenticationManager VERIFIER = new WebAuthnAuthenticationManager();
  private static final boolean USER_VERIFIED = true;
  private static final boolean USER_PRESENT = true;

  private WebAuthnAssertion() {}

  /**
   * What speaks against an assertion.
   *
   * @param confirmer the one whose credential it names
   * @param challenge that it must answer, 32 bytes
   * @return empty if nothing does
   */
  static Optional<Refused> problem(
      Confirmation.WebAuthn assertion, Confirmer confirmer, byte[] challenge) {
    Optional<CredentialRecord> credential = credential(confirmer);
    if (credential.isEmpty()) {
      return refused(RefusalCode.CONFIRMATION_NOT_ENROLLED, "the enrolled key is not on P-256");
    }
    try {
      VERIFIER.verify(
          new AuthenticationRequest(
              assertion.credentialId(),
              assertion.authenticatorData(),
              assertion.clientData(),
              assertion.signature()),
          new AuthenticationParameters(
              ServerProperty.builder()
                  .origin(new Origin(confirmer.getOrigin()))
                  .rpId(confirmer.getRelyingPartyId())
                  .challenge(new DefaultChallenge(challenge))
                  .build(),
              credential.get(),
              null,
              USER_VERIFIED,
              USER_PRESENT));
      return Optional.empty();
    } catch (BadChallengeException | BadSignatureException e) {
      return refused(
          RefusalCode.CONFIRMATION_OTHER_REQUEST, "not the device's signature over this request");
    } catch (DataConversionException e) {
      return refused(RefusalCode.CONFIRMATION_MALFORMED, "not of the form of an assertion");
    } catch (RuntimeException e) {
      // Whatever else the library finds, by name: what it says of it may quote a stranger.
      return refused(RefusalCode.CONFIRMATION_NOT_VERIFIED, e.getClass().getSimpleName());
    }
  }

  private static Optional<Refused> refused(RefusalCode code, String detail) {
    return Optional.of(new Refused(code, detail));
  }

  private static Optional<CredentialRecord> credential(Confirmer confirmer) {
    try {
      ECPublicKey key =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(Bytes.of(confirmer.getPublicKey())));
      EC2COSEKey coseKey = EC2COSEKey.create(key, COSEAlgorithmIdentifier.ES256);
      if (!Curve.SECP256R1.equals(coseKey.getCurve())) {
        return Optional.empty();
      }
      return Optional.of(
          new CredentialRecordImpl(
              new NoneAttestationStatement(),
              null,
              null,
              null,
              0,
              new AttestedCredentialData(
                  AAGUID.ZERO, Bytes.of(confirmer.getCredentialId()), coseKey),
              null,
              null,
              null,
              null));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty(); // Two people signed what is no key: nobody confirms with it.
    }
  }
}
