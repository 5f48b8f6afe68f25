package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.control.WrappedSecret;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

/**
 * The published test vectors of the sealing, one file a step: inputs, what lies between, results,
 * all bytes in lower-case hex. A client in another language is checked with the same files
 * (docs/EVENTS.md). With {@code -Dvectors.write=FOLDER} they are written anew.
 */
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] SIGNING_SEED = SealedSamples.bytes(32, 64);
  private static final byte[] EPOCH_PRIVATE = SealedSamples.bytes(32, 96);
  private static final byte[] EPHEMERAL_PRIVATE = SealedSamples.bytes(32, 128);
  // RFC 8410 section 7: a seed in PKCS#8.
  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  /** The same nonce again, which only a vector may have. */
  private static final class FixedNonce extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(SealedSamples.bytes(bytes.length, 160), 0, bytes, 0, bytes.length);
    }
  }

  private static Seal fixedSeal() {
    return new Seal(SealedSamples.PROVIDER, new FixedNonce());
  }

  private static void check(String name, ObjectNode recomputed) {
    String write = System.getProperty("vectors.write");
    try {
      if (write != null) {
        Files.writeString(
            Path.of(write, name + ".json"),
            MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(recomputed) + "\n");
        return;
      }
      try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
        assertThat(MAPPER.readTree(recomputed.toString())).isEqualTo(MAPPER.readTree(in));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  private static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  @Test
  void preAuthenticationEncoding() {
    ObjectNode vector = object();
    vector.put("description", "Number of pieces, then each piece behind its length, 64-bit LE.");
    vector.putArray("texts").add("siegel/request/v1").add("").add("pharmacy-1");
    vector.put("number", 1_000L);
    vector.put(
        "encoded",
        hex(
            PreAuthenticationEncoding.of("siegel/request/v1")
                .add("")
                .add("pharmacy-1")
                .add(1_000L)
                .bytes()));
    check("pre-authentication-encoding", vector);
  }

  @Test
  void sessionSecret() {
    SessionSecret secret = SealedSamples.secret();
    ObjectNode vector = object();
    vector.put("description", "HKDF-SHA256: extract with the salt, expand 32 bytes for each key.");
    vector.put("sessionId", secret.sessionId());
    vector.put("secret", hex(secret.bytes()));
    vector.put("salt", hex(PreAuthenticationEncoding.of("siegel/session/v1").bytes()));
    vector.put("commitment", hex(secret.commitment()));
    vector.put("submissionId", SealedSamples.SUBMISSION);
    vector.put("requestLabel", "siegel/request/v1");
    vector.put("requestKeyInfo", hex(info("siegel/request/v1", SealedSamples.SUBMISSION)));
    vector.put("requestKey", hex(secret.derive("siegel/request/v1", SealedSamples.SUBMISSION)));
    vector.put("outcomeLabel", "siegel/outcome/v1");
    vector.put("outcomeKeyId", "signer/" + SealedSamples.SUBMISSION);
    vector.put(
        "outcomeKey",
        hex(secret.derive("siegel/outcome/v1", "signer/" + SealedSamples.SUBMISSION)));
    check("session-secret", vector);
  }

  private static byte[] info(String label, String id) {
    return PreAuthenticationEncoding.of(label).add(SealedSamples.SESSION).add(id).bytes();
  }

  @Test
  void confirmation() {
    SessionSecret secret = SealedSamples.secret();
    String requestId = "order-4711";
    String supersedes = "order-4710";
    byte[] status = SealedSamples.bytes(24, 200);
    byte[] tag =
        ConfirmationTag.of(secret, requestId, "eu-dcc-1.3", supersedes, SealedSamples.CONTENT);
    ConfirmationStatement statement =
        new ConfirmationStatement(SealedSamples.SESSION, tag, SealedSamples.AT.plusSeconds(240));
    ObjectNode vector = object();
    vector.put(
        "description", "The tag of a request, and what a person signs over it to confirm it.");
    vector.put("sessionId", SealedSamples.SESSION);
    vector.put("secret", hex(secret.bytes()));
    vector.put("requestId", requestId);
    vector.put("format", "eu-dcc-1.3");
    vector.put("supersedes", supersedes);
    vector.put("content", new String(SealedSamples.CONTENT, StandardCharsets.UTF_8));
    vector.put("tagKeyInfo", hex(info("siegel/confirmation-tag/v1", requestId)));
    vector.put("tagKey", hex(secret.derive("siegel/confirmation-tag/v1", requestId)));
    vector.put("tag", hex(tag));
    vector.put("until", statement.until().toEpochMilli());
    vector.put("statusNonce", hex(statement.statusNonce()));
    vector.put("ocspResponse", hex(status));
    vector.put("signedByCard", hex(statement.bytes(status)));
    vector.put("webauthnChallenge", hex(statement.challenge()));
    check("confirmation", vector);
  }

  @Test
  void request() throws GeneralSecurityException {
    SessionSecret secret = SealedSamples.secret();
    IssuanceRequest request =
        new IssuanceRequest(
            SealedSamples.header(), SealedSamples.envelope(), ByteBuffer.allocate(0), null);
    byte[] sealed =
        new RequestSeal(fixedSeal())
            .seal(secret, request.getHeader(), request.getEnvelope(), SealedSamples.CONTENT);
    request.setSealed(ByteBuffer.wrap(sealed));
    byte[] signed =
        RequestSeal.signedBytes(request.getHeader(), request.getEnvelope(), request.getSealed());
    Signature signer = Signature.getInstance("Ed25519", SealedSamples.PROVIDER);
    signer.initSign(
        Ed25519.keyFactory()
            .generatePrivate(
                new PKCS8EncodedKeySpec(HEX.parseHex(PKCS8_PREFIX + hex(SIGNING_SEED)))));
    signer.update(signed);
    byte[] signature = signer.sign();
    byte[] publicKey =
        new Ed25519PrivateKeyParameters(SIGNING_SEED, 0).generatePublicKey().getEncoded();
    request.setSignature(ByteBuffer.wrap(signature));

    ObjectNode vector = object();
    vector.put("description", "Seal the content, then sign envelope and sealed content.");
    vector.put("sessionId", secret.sessionId());
    vector.put("secret", hex(secret.bytes()));
    vector.set("header", header(request));
    vector.set("envelope", envelope(request));
    vector.put("content", new String(SealedSamples.CONTENT, StandardCharsets.UTF_8));
    vector.put("key", hex(secret.derive("siegel/request/v1", SealedSamples.SUBMISSION)));
    vector.put("nonce", hex(SealedSamples.bytes(12, 160)));
    vector.put("sealed", hex(sealed));
    vector.put("signedBytes", hex(signed));
    vector.put("signingSeed", hex(SIGNING_SEED));
    vector.put("signingKey", hex(publicKey));
    vector.put("signature", hex(signature));
    check("request", vector);

    RequestSignature verifier = new RequestSignature(SealedSamples.PROVIDER);
    assertThat(
            verifier.holds(
                SigningAlgorithm.ED25519,
                verifier.key(SigningAlgorithm.ED25519, publicKey).orElseThrow(),
                request))
        .isTrue();
    assertThat(new RequestSeal(SealedSamples.seal()).open(secret, request))
        .contains(SealedSamples.CONTENT);
  }

  private static ObjectNode header(IssuanceRequest request) {
    ObjectNode header = object();
    header.put("type", request.getHeader().getType());
    header.put("destination", request.getHeader().getDestination());
    return header;
  }

  private static ObjectNode envelope(IssuanceRequest request) {
    ObjectNode envelope = object();
    envelope.put("submissionId", request.getEnvelope().getSubmissionId());
    envelope.put("requestId", request.getEnvelope().getRequestId());
    envelope.put("pharmacyId", request.getEnvelope().getPharmacyId());
    envelope.put("sessionId", request.getEnvelope().getSessionId());
    envelope.put("tenant", request.getEnvelope().getTenant());
    envelope.put("epoch", request.getEnvelope().getEpoch());
    envelope.put("format", request.getEnvelope().getFormat());
    envelope.put("createdAt", request.getEnvelope().getCreatedAt().toEpochMilli());
    envelope.put("supersedes", request.getEnvelope().getSupersedes());
    envelope.put("confirmation", hex(Bytes.of(request.getEnvelope().getConfirmation())));
    ObjectNode versions = envelope.putObject("reliesOn");
    versions.put("admissions", request.getEnvelope().getReliesOn().getAdmissions());
    versions.put("sessions", request.getEnvelope().getReliesOn().getSessions());
    versions.put("stageKeys", request.getEnvelope().getReliesOn().getStageKeys());
    versions.put("epochKeys", request.getEnvelope().getReliesOn().getEpochKeys());
    versions.put("fraudConfiguration", request.getEnvelope().getReliesOn().getFraudConfiguration());
    return envelope;
  }

  @Test
  void outcome() {
    SessionSecret secret = SealedSamples.secret();
    Outcome outcome = SealedSamples.outcome();
    byte[] reply = ReplyJson.write(Reply.issued("URN:UVCI:01DE/TEST00001/X#0", "HC1:EXAMPLE"));
    byte[] sealed = new OutcomeSeal(fixedSeal()).seal(secret, outcome, reply);
    ObjectNode vector = object();
    vector.put("description", "Open the reply in an outcome.");
    vector.put("sessionId", secret.sessionId());
    vector.put("secret", hex(secret.bytes()));
    vector.put("type", outcome.getHeader().getType());
    vector.put("destination", outcome.getHeader().getDestination());
    vector.put("submissionId", outcome.getSubmissionId());
    vector.put("requestId", outcome.getRequestId());
    vector.put("pharmacyId", outcome.getPharmacyId());
    vector.put("decidedBy", outcome.getDecidedBy());
    vector.put("requestedAt", outcome.getRequestedAt().toEpochMilli());
    vector.put("leafHash", hex(Bytes.of(outcome.getLeafHash())));
    vector.put(
        "key", hex(secret.derive("siegel/outcome/v1", "signer/" + SealedSamples.SUBMISSION)));
    vector.put("sealed", hex(sealed));
    vector.put("reply", new String(reply, StandardCharsets.UTF_8));
    check("outcome", vector);

    outcome.setSealed(ByteBuffer.wrap(sealed));
    OutcomeSeal seal = new OutcomeSeal(SealedSamples.seal());
    assertThat(seal.open(secret, outcome)).contains(reply);
    Reply named = seal.reply(secret, outcome).orElseThrow();
    assertThat(named)
        .isEqualTo(ReplyJson.read(reply).orElseThrow().withLeaf(Bytes.of(outcome.getLeafHash())));
  }

  @Test
  void sessionWrap() throws Exception {
    SessionSecret secret = SealedSamples.secret();
    EpochKeyPair pair = EpochKeyPair.of(EPOCH_PRIVATE);
    byte[] info =
        PreAuthenticationEncoding.of("siegel/session-wrap/v1")
            .add(SealedSamples.SESSION)
            .add("epoch-1")
            .add("validation")
            .add("epoch-1.validation")
            .bytes();
    X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(EPHEMERAL_PRIVATE);
    HPKE hpke =
        new HPKE(
            HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation context =
        hpke.setupBaseS(
            EpochKeyPair.publicKey(pair.publicKey()),
            info,
            new AsymmetricCipherKeyPair(ephemeral.generatePublicKey(), ephemeral));
    byte[] ciphertext = context.seal(new byte[0], secret.bytes());
    byte[] encapsulated = context.getEncapsulation();

    ObjectNode vector = object();
    vector.put(
        "description", "RFC 9180 base mode; ephemeralPrivate is fixed for this vector only.");
    vector.put("suite", SecretWrapping.SUITE);
    vector.put("sessionId", SealedSamples.SESSION);
    vector.put("epoch", "epoch-1");
    vector.put("stage", "validation");
    vector.put("keyId", "epoch-1.validation");
    vector.put("epochPrivate", hex(EPOCH_PRIVATE));
    vector.put("epochPublic", hex(pair.publicKey()));
    vector.put("ephemeralPrivate", hex(EPHEMERAL_PRIVATE));
    vector.put("info", hex(info));
    vector.put("secret", hex(secret.bytes()));
    vector.put("encapsulated", hex(encapsulated));
    vector.put("ciphertext", hex(ciphertext));
    check("session-wrap", vector);

    EpochKey key = SealedSamples.epochKey("epoch-1", "validation", pair);
    Session session = SealedSamples.session(secret, List.of(key));
    session.setWrappedSecrets(
        List.of(
            new WrappedSecret(
                "validation",
                "epoch-1.validation",
                ByteBuffer.wrap(encapsulated),
                ByteBuffer.wrap(ciphertext))));
    assertThat(SecretWrapping.unwrap(session, "validation", pair)).isPresent();
  }

  @Test
  void commitment() {
    byte[] blind = SealedSamples.bytes(32, 32);
    ObjectNode vector = object();
    vector.put("description", "SHA-256(blind || bytes).");
    vector.put("bytes", hex(SealedSamples.CONTENT));
    vector.put("blind", hex(blind));
    vector.put("commitment", hex(Commitment.to(SealedSamples.CONTENT, blind)));
    check("commitment", vector);
  }
}
