package de.siegel.identity.control;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Authorities and payloads for tests: admissions need two keys, sessions one. */
final class ControlRecords {
  static final Provider PROVIDER = new BouncyCastleProvider();
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final AuthorityKey DESK_1 = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey DESK_2 = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey SESSIONS = AuthorityKey.generate(PROVIDER);
  static final AuthorityKey RUNNING_DESK = AuthorityKey.generate(PROVIDER);
  static final ControlSignatures SIGNATURES = signatures(Map.of());

  /** As {@link #SIGNATURES}, where the desk has a key of its own. */
  static final ControlSignatures WITH_RUNNING_DESK =
      signatures(Map.of("admissions-desk", role("admissions-desk", 1, RUNNING_DESK)));

  private ControlRecords() {}

  private static ControlSignatures signatures(Map<String, Role> more) {
    Map<String, Role> roles = new java.util.HashMap<>(more);
    roles.put("admissions", role("admissions", 2, DESK_1, DESK_2));
    roles.put("sessions", role("sessions", 1, SESSIONS));
    return new ControlSignatures(
        new RootOfTrust(
            "test",
            1,
            NOW.plus(Duration.ofDays(1)),
            role("root", 2, AuthorityKey.generate(PROVIDER), AuthorityKey.generate(PROVIDER)),
            roles),
        PROVIDER);
  }

  private static Role role(String name, int threshold, AuthorityKey... keys) {
    Map<String, java.security.PublicKey> byId = new java.util.HashMap<>();
    for (AuthorityKey key : keys) {
      byId.put(key.id(), key.publicKey());
    }
    return new Role(name, threshold, byId);
  }

  static ControlHeader header(String topic, String id, long version, long sequence, byte[] before) {
    return new ControlHeader(
        topic, id, version, sequence, ByteBuffer.wrap(before), NOW, RootOfTrust.roleName(topic));
  }

  static ControlHeader first(String topic, String id) {
    return header(topic, id, 1, 1, new byte[32]);
  }

  static ControlPayload admission(ControlHeader header, String pharmacyId) {
    return new ControlPayload.OfAdmission(
        new Admission(
            header,
            pharmacyId,
            AdmissionState.ACTIVE,
            OnboardingClass.TEST,
            List.of(),
            List.of(),
            ByteBuffer.allocate(0),
            List.of(),
            List.of(),
            List.of(),
            0,
            null,
            ByteBuffer.allocate(0),
            List.of(),
            List.of(),
            -1));
  }

  static ControlPayload admission(String pharmacyId) {
    return admission(first(TopicCatalogue.ADMISSIONS, pharmacyId), pharmacyId);
  }

  static ControlPayload confirmer(Confirmer content) {
    content.setHeader(first(TopicCatalogue.ADMISSIONS, Confirmers.id(content)));
    return new ControlPayload.OfConfirmer(content);
  }

  static ControlPayload heartbeat(ControlHeader header) {
    return new ControlPayload.OfHeartbeat(new Heartbeat(header, ByteBuffer.allocate(32)));
  }

  static ControlPayload fraudConfiguration(ControlHeader header) {
    return new ControlPayload.OfFraudConfiguration(
        new FraudConfiguration(header, Map.of("velocity.limit", 1e9)));
  }
}
