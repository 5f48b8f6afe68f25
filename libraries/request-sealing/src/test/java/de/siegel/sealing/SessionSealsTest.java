package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestValidated;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a session's secret reaches the stages, and what it opens. */
class SessionSealsTest {
  private final SessionSecret secret =
      SessionSecret.random(SealedSamples.SESSION, SealedSamples.RANDOM);
  private final EpochKeyPair pair = EpochKeyPair.generate(SealedSamples.RANDOM);
  private final EpochKey validation = SealedSamples.epochKey("epoch-1", "validation", pair);
  private final Session session = SealedSamples.session(secret, List.of(validation));

  private Optional<byte[]> unwrap() {
    return SecretWrapping.unwrap(session, "validation", pair).map(SessionSecret::commitment);
  }

  @Test
  void aStageUnwrapsTheSecretThatThePharmacyWrapped() {
    assertThat(unwrap()).contains(secret.commitment());
  }

  @Test
  void aStageUnwrapsNothingThatIsNotForIt() {
    assertThat(SecretWrapping.unwrap(session, "signer", pair)).isEmpty();
  }

  @Test
  void anotherEpochsKeyOpensNothing() {
    assertThat(
            SecretWrapping.unwrap(
                session, "validation", EpochKeyPair.generate(SealedSamples.RANDOM)))
        .isEmpty();
  }

  @Test
  void aWrappedSecretIsBoundToItsSession() {
    session.setSessionId("f".repeat(32));
    assertThat(unwrap()).isEmpty();
  }

  @Test
  void aWrappedSecretIsBoundToItsEpoch() {
    session.setEpoch("epoch-2");
    assertThat(unwrap()).isEmpty();
  }

  @Test
  void aWrappedSecretIsBoundToItsStage() {
    session.getWrappedSecrets().get(0).setStage("signer");
    assertThat(SecretWrapping.unwrap(session, "signer", pair)).isEmpty();
  }

  @Test
  void aWrappedSecretIsBoundToItsKeyId() {
    session.getWrappedSecrets().get(0).setKeyId("other");
    assertThat(unwrap()).isEmpty();
  }

  @Test
  void aSecretThatTheSessionDoesNotCommitToIsRefused() {
    session.setSecretCommitment(ByteBuffer.allocate(32));
    assertThat(unwrap()).isEmpty();
  }

  @Test
  void misshapenWrappedSecretsOpenNothingAndStopNothing() {
    for (int length : new int[] {0, 1, 31, 32, 33, 64}) {
      session.getWrappedSecrets().get(0).setEncapsulated(ByteBuffer.allocate(length));
      assertThat(unwrap()).as("encapsulated of " + length).isEmpty();
    }
    session.getWrappedSecrets().set(0, SecretWrapping.wrap(secret, validation));
    for (int length : new int[] {0, 1, 15, 16, 47, 49}) {
      session.getWrappedSecrets().get(0).setCiphertext(ByteBuffer.allocate(length));
      assertThat(unwrap()).as("ciphertext of " + length).isEmpty();
    }
  }

  @Test
  void wrapsForTheOneSuiteOnly() {
    validation.setSuite("other");
    assertThatThrownBy(() -> SecretWrapping.wrap(secret, validation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("suite");
  }

  @Test
  void theBlindOpensForItsSubmissionAndCommitmentOnly() {
    BlindSeal seal = new BlindSeal(SealedSamples.seal());
    RequestValidated validated = SealedSamples.validated();
    byte[] commitment = Bytes.of(validated.getCommitment());
    validated.setSealedRest(
        ByteBuffer.wrap(seal.seal(secret, SealedSamples.SUBMISSION, commitment, new byte[32])));

    assertThat(seal.open(secret, validated)).contains(new byte[32]);
    validated.setCommitment(ByteBuffer.allocate(32));
    assertThat(seal.open(secret, validated)).isEmpty();
    validated.setCommitment(ByteBuffer.wrap(commitment));
    validated.getRequest().getEnvelope().setSubmissionId("other");
    assertThat(seal.open(secret, validated)).isEmpty();
  }

  @Test
  void linksOpenWithTheirMonthsKeyAndTheirLeafsSaltOnly() {
    LinkSeal seal = new LinkSeal(SealedSamples.seal());
    byte[] key = SealedSamples.bytes(32, 1);
    byte[] salt = SealedSamples.bytes(16, 1);
    byte[] sealed = seal.seal(key, salt, new byte[] {1, 2});

    assertThat(seal.open(key, salt, sealed)).contains(new byte[] {1, 2});
    assertThat(seal.open(SealedSamples.bytes(32, 2), salt, sealed)).isEmpty();
    assertThat(seal.open(key, SealedSamples.bytes(16, 2), sealed)).isEmpty();
  }

  @Test
  void anOutcomeOfOneStageIsNotReadAsAnothers() {
    assertThat(secret.derive("siegel/outcome/v1", "signer/1"))
        .isNotEqualTo(secret.derive("siegel/outcome/v1", "validation/1"));
  }

  @Test
  void refusesSessionKeysThatAreNone() {
    RequestSignature verifier = new RequestSignature(SealedSamples.PROVIDER);

    assertThat(verifier.key(SigningAlgorithm.ED25519, new byte[31])).isEmpty();
    assertThat(verifier.key(SigningAlgorithm.ES256, new byte[65])).isEmpty();
    assertThat(verifier.key(SigningAlgorithm.UNKNOWN, new byte[32])).isEmpty();
  }

  @Test
  void aSessionKeyThatIsNoPointOfItsCurveVerifiesNothingAndStopsNothing() {
    RequestSignature verifier = new RequestSignature(SealedSamples.PROVIDER);
    SessionKeys keys = SessionKeys.generate(SigningAlgorithm.ED25519, SealedSamples.PROVIDER);
    IssuanceRequest request = SealedSamples.request(keys);
    for (int first = 0; first < 256; first++) {
      byte[] raw = new byte[32];
      raw[0] = (byte) first;
      Optional<PublicKey> key = verifier.key(SigningAlgorithm.ED25519, raw);
      assertThat(key.filter(k -> verifier.holds(SigningAlgorithm.ED25519, k, request))).isEmpty();
    }
  }

  @Test
  void oneAlgorithmsSignatureIsNotTheOthers() {
    RequestSignature verifier = new RequestSignature(SealedSamples.PROVIDER);
    SessionKeys keys = SessionKeys.generate(SigningAlgorithm.ES256, SealedSamples.PROVIDER);
    IssuanceRequest request = SealedSamples.request(keys);
    PublicKey key = verifier.key(SigningAlgorithm.ES256, keys.publicKey()).orElseThrow();

    assertThat(verifier.holds(SigningAlgorithm.ES256, key, request)).isTrue();
    assertThat(verifier.holds(SigningAlgorithm.ED25519, key, request)).isFalse();
    assertThat(verifier.holds(SigningAlgorithm.UNKNOWN, key, request)).isFalse();
  }

  @Test
  void secretsOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> SessionSecret.of("s", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EpochKeyPair.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SharedKey("k", "a", "b", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
