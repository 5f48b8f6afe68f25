package de.siegel.sealing;

import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SessionState;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.Attestation;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.SourcePosition;
import de.siegel.schemas.serde.GeneratedClasses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Records as they stand in the pipeline, with every field set. */
final class SealedSamples {
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final SecureRandom RANDOM = new SecureRandom();
  static final Instant AT = Instant.parse("2026-11-20T10:00:00.123Z");
  static final String SESSION = "0123456789abcdef0123456789abcdef";
  static final String SUBMISSION = "3f1c2b8e-9d4a-4c55-8e21-0a1b2c3d4e5f";
  static final byte[] CONTENT = "{\"type\":\"V\"}".getBytes(StandardCharsets.UTF_8);

  static {
    GeneratedClasses.trust();
  }

  private SealedSamples() {}

  static Seal seal() {
    return new Seal(PROVIDER, RANDOM);
  }

  /** Always the same bytes, for vectors. */
  static byte[] bytes(int length, int first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  static SessionSecret secret() {
    return SessionSecret.of(SESSION, bytes(SessionSecret.LENGTH, 0));
  }

  static ControlVersions versions(long first) {
    return new ControlVersions(first, first + 1, first + 2, first + 3, first + 4);
  }

  static EventHeader header() {
    return new EventHeader(
        "de.siegel.schemas.event.IssuanceRequest", "certificate.requests", "tenant:tenant-a");
  }

  static RequestEnvelope envelope() {
    return new RequestEnvelope(
        SUBMISSION,
        "order-4711",
        "pharmacy-1",
        SESSION,
        "tenant-a",
        "epoch-1",
        "eu-dcc-1.3",
        AT,
        "order-4710",
        ByteBuffer.wrap(bytes(4, 9)),
        versions(1));
  }

  static IssuanceRequest request(SessionKeys keys) {
    EventHeader header = header();
    RequestEnvelope envelope = envelope();
    byte[] sealed = new RequestSeal(seal()).seal(secret(), header, envelope, CONTENT);
    return new IssuanceRequest(
        header,
        envelope,
        ByteBuffer.wrap(sealed),
        ByteBuffer.wrap(keys.sign(header, envelope, sealed)));
  }

  static RequestValidated validated() {
    return new RequestValidated(
        new EventHeader(
            "de.siegel.schemas.event.RequestValidated", "certificate.validated", "validation"),
        request(SessionKeys.generate(SigningAlgorithm.ED25519, PROVIDER)),
        AT,
        new SourcePosition(3, 77L),
        "URN:UVCI:01DE/TEST00001/X#0",
        ByteBuffer.wrap(bytes(8, 1)),
        1_000L,
        2_000L,
        ByteBuffer.wrap(bytes(32, 1)),
        ByteBuffer.wrap(bytes(60, 2)),
        versions(11),
        new Attestation("validation", List.of(), null, null));
  }

  static IssuanceApproved approved() {
    return new IssuanceApproved(
        new EventHeader(
            "de.siegel.schemas.event.IssuanceApproved", "certificate.approved", "fraud-check"),
        validated(),
        7,
        List.of("R1", "R2"),
        versions(21),
        new Attestation("fraud-check", List.of(), null, null));
  }

  static Outcome outcome() {
    return new Outcome(
        new EventHeader(
            "de.siegel.schemas.event.Outcome", "certificate.outcomes.tenant-a", "signer"),
        SUBMISSION,
        "order-4711",
        "pharmacy-1",
        SESSION,
        "signer",
        AT,
        null,
        null,
        ByteBuffer.wrap(bytes(32, 9)));
  }

  static EpochKey epochKey(String epoch, String stage, EpochKeyPair pair) {
    return new EpochKey(
        null,
        epoch,
        stage,
        epoch + "." + stage,
        SecretWrapping.SUITE,
        ByteBuffer.wrap(pair.publicKey()),
        AT,
        AT,
        AT,
        KeyState.ACTIVE);
  }

  static Session session(SessionSecret secret, List<EpochKey> keys) {
    return new Session(
        null,
        secret.sessionId(),
        "pharmacy-1",
        "tenant-a",
        "",
        "",
        SigningAlgorithm.ED25519,
        ByteBuffer.allocate(32),
        keys.get(0).getEpoch(),
        ByteBuffer.wrap(secret.commitment()),
        new ArrayList<>(keys.stream().map(key -> SecretWrapping.wrap(secret, key)).toList()),
        AT,
        AT,
        SessionState.OPEN,
        null);
  }
}
