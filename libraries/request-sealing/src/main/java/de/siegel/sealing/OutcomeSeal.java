package de.siegel.sealing;

import de.siegel.schemas.event.Outcome;
import java.util.Optional;

/** The sealed part of an outcome: the reply to one submission. */
public final class OutcomeSeal {
  private static final String LABEL = "siegel/outcome/v1";

  private final Seal seal;

  public OutcomeSeal(Seal seal) {
    this.seal = seal;
  }

  /**
   * Seals a reply (UTF-8 JSON) to the session.
   *
   * @param outcome all fields but the sealed one are set
   */
  public byte[] seal(SessionSecret secret, Outcome outcome, byte[] reply) {
    return seal.seal(secret.derive(LABEL, derivation(outcome)), associated(outcome), reply);
  }

  /** The reply; empty if it was not sealed by somebody who knows the session secret, or altered. */
  public Optional<byte[]> open(SessionSecret secret, Outcome outcome) {
    if (outcome.getSealed() == null) {
      return Optional.empty();
    }
    return seal.open(
        secret.derive(LABEL, derivation(outcome)),
        associated(outcome),
        Bytes.of(outcome.getSealed()));
  }

  /**
   * The reply, read, with the leaf that the outcome names, which the seal binds; empty if it was
   * not sealed by somebody who knows the session secret, was altered, or is no reply.
   */
  public Optional<Reply> reply(SessionSecret secret, Outcome outcome) {
    Optional<Reply> reply = open(secret, outcome).flatMap(ReplyJson::read);
    return outcome.getLeafHash() == null
        ? reply
        : reply.map(read -> read.withLeaf(Bytes.of(outcome.getLeafHash())));
  }

  private static String derivation(Outcome outcome) {
    return outcome.getDecidedBy() + "/" + outcome.getSubmissionId();
  }

  private static byte[] associated(Outcome outcome) {
    PreAuthenticationEncoding pieces =
        PreAuthenticationEncoding.of(LABEL)
            .add(outcome.getHeader().getType())
            .add(outcome.getHeader().getDestination())
            .add(outcome.getSubmissionId())
            .add(outcome.getRequestId())
            .add(outcome.getPharmacyId())
            .add(outcome.getSessionId())
            .add(outcome.getDecidedBy())
            .add(outcome.getRequestedAt().toEpochMilli());
    return (outcome.getLeafHash() == null ? pieces : pieces.add(Bytes.of(outcome.getLeafHash())))
        .bytes();
  }
}
