package de.siegel.identity.control;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.Signatures;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.serde.GeneratedClasses;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.PreAuthenticationEncoding;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs control records and checks who signed them. */
public final class ControlSignatures {
  /** More signatures than this make a record suspect; none is checked then. */
  private static final int MAXIMUM_SIGNATURES = 16;

  private final RootOfTrust root;
  private final Provider provider;

  public ControlSignatures(RootOfTrust root, Provider provider) {
    GeneratedClasses.trust();
    this.root = root;
    this.provider = provider;
  }

  /** Signs a payload for its topic with each of the keys. */
  public static ControlRecord sign(
      ControlPayload payload, List<AuthorityKey> keys, Provider provider) {
    byte[] bytes = payload.bytes();
    List<ControlSignature> signatures = new ArrayList<>();
    for (AuthorityKey key : keys) {
      signatures.add(signature(payload.header().getTopic(), bytes, key, provider));
    }
    return new ControlRecord(ByteBuffer.wrap(bytes), signatures);
  }

  /**
   * Signs a payload that somebody else encoded, byte for byte: what has a map in it has more than
   * one encoding.
   *
   * @param topic that it is for
   */
  public static ControlSignature signature(
      String topic, byte[] payload, AuthorityKey key, Provider provider) {
    return new ControlSignature(
        key.id(), ByteBuffer.wrap(key.sign(signedBytes(topic, payload), provider)));
  }

  /**
   * Reads the payload of a record that enough keys of the topic's authority signed.
   *
   * @param topic where the record was found
   * @param key the record's key
   * @return empty if it is not signed as the root of trust demands, or signed for another place
   */
  public Optional<VerifiedPayload> verify(String topic, String key, ControlRecord record) {
    Optional<Role> role = root.roleFor(topic);
    if (role.isEmpty() || record.getSignatures().size() > MAXIMUM_SIGNATURES) {
      return Optional.empty();
    }
    byte[] payload = Bytes.of(record.getPayload());
    Map<String, byte[]> signatures = new HashMap<>();
    record.getSignatures().forEach(s -> signatures.put(s.getKeyId(), Bytes.of(s.getSignature())));
    byte[] signed = signedBytes(topic, payload);
    Optional<ControlPayload> read = ControlPayload.read(payload);
    if (read.isEmpty()
        || !isSigned(read.get(), role.get(), root.runnerOf(topic), signed, signatures)) {
      return Optional.empty();
    }
    return read.filter(ControlPayload::inPlace)
        .filter(p -> p.header().getTopic().equals(topic))
        .filter(p -> p.header().getId().equals(key))
        .filter(p -> p.header().getAuthority().equals(role.get().name()))
        .map(p -> VerifiedPayload.of(p, payload));
  }

  /** Whether one of the keys of a topic's authority made this signature over a payload. */
  public boolean isOfAuthority(String topic, byte[] payload, ControlSignature signature) {
    Map<String, byte[]> one = Map.of(signature.getKeyId(), Bytes.of(signature.getSignature()));
    return root.roleFor(topic)
        .filter(role -> Signatures.valid(role, signedBytes(topic, payload), one, provider) == 1)
        .isPresent();
  }

  private boolean isSigned(
      ControlPayload payload,
      Role persons,
      Optional<Role> runner,
      byte[] signed,
      Map<String, byte[]> signatures) {
    boolean byRunner =
        runner
            .filter(role -> mayBeSignedByRunner(payload))
            .filter(role -> Signatures.valid(role, signed, signatures, provider) >= 1)
            .isPresent();
    if (byRunner) {
      return true;
    }
    // Where the running authority has a key of its own, nobody else says that it lives.
    if (runner.isPresent() && payload instanceof ControlPayload.OfHeartbeat) {
      return false;
    }
    int needed = oneKeyIsEnough(payload) ? 1 : persons.threshold();
    return Signatures.valid(persons, signed, signatures, provider) >= needed;
  }

  /** It may say that it lives, and stop one pharmacy: a wave that fails its gate. */
  private static boolean mayBeSignedByRunner(ControlPayload payload) {
    return payload instanceof ControlPayload.OfHeartbeat
        || (payload instanceof ControlPayload.OfRestriction restriction
            && restriction.value().getScope() == RestrictionScope.PHARMACY
            && Restrictions.mayBeImposedByOne(restriction.value()));
  }

  /**
   * A heartbeat is sent by the running authority alone, and changes nothing. A brake is pulled by
   * one person; it can only stop, since its id is a hash of what it stops.
   */
  private static boolean oneKeyIsEnough(ControlPayload payload) {
    return payload instanceof ControlPayload.OfHeartbeat
        || (payload instanceof ControlPayload.OfRestriction restriction
            && Restrictions.mayBeImposedByOne(restriction.value()));
  }

  private static byte[] signedBytes(String topic, byte[] payload) {
    return PreAuthenticationEncoding.of("siegel/control/v1").add(topic).add(payload).bytes();
  }
}
