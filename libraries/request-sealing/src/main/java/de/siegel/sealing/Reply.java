package de.siegel.sealing;

import de.siegel.schemas.event.OutcomeKind;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a pharmacy reads in an outcome.
 *
 * @param kind what became of the submission
 * @param certificateId the certificate id, where one was issued now or the first time
 * @param certificate the HC1 text, only with {@link OutcomeKind#ISSUED}
 * @param errors why not, in the order in which they were found
 * @param first for {@link OutcomeKind#REPEATED} and {@link OutcomeKind#CONFLICT}: the submission
 *     that was decided first
 * @param doubt for {@link OutcomeKind#STEP_UP}, {@link OutcomeKind#HELD} and, where a rule of
 *     fraud-check refused, {@link OutcomeKind#REJECTED}: what happens next
 * @param leafHash hash of the leaf that the audit log has of this outcome, base64: what its receipt
 *     proves; empty where the outcome names none, and in what is sealed, for it stands beside that
 */
public record Reply(
    OutcomeKind kind,
    Optional<String> certificateId,
    Optional<String> certificate,
    List<ReplyError> errors,
    Optional<First> first,
    Optional<Doubt> doubt,
    Optional<String> leafHash) {

  /**
   * The first decision on a request.
   *
   * @param submissionId the submission that was decided
   * @param kind how it was decided
   * @param doubt for {@link OutcomeKind#STEP_UP}, {@link OutcomeKind#HELD} and {@link
   *     OutcomeKind#REJECTED}, in a reply of {@link OutcomeKind#REPEATED}: what was told then
   */
  public record First(String submissionId, OutcomeKind kind, Optional<Doubt> doubt) {
    public First {
      Objects.requireNonNull(submissionId);
      Objects.requireNonNull(kind);
      refuseStray(doubt, kind);
    }

    /** Of which nothing else was told. */
    public First(String submissionId, OutcomeKind kind) {
      this(submissionId, kind, Optional.empty());
    }
  }

  public Reply {
    errors = List.copyOf(errors);
    if (kind == OutcomeKind.UNKNOWN) {
      throw new IllegalArgumentException("a reply has a kind");
    }
    if ((kind == OutcomeKind.ISSUED) != certificate.isPresent()) {
      throw new IllegalArgumentException("a certificate comes with ISSUED and with nothing else");
    }
    if (certificate.isPresent() && certificateId.isEmpty()) {
      throw new IllegalArgumentException("a certificate has an id");
    }
    refuseStray(doubt, kind);
    boolean secondary = kind == OutcomeKind.REPEATED || kind == OutcomeKind.CONFLICT;
    if (secondary != first.isPresent()) {
      throw new IllegalArgumentException("REPEATED and CONFLICT name the first decision");
    }
  }

  private static void refuseStray(Optional<Doubt> doubt, OutcomeKind kind) {
    if (doubt.isPresent()
        && kind != OutcomeKind.STEP_UP
        && kind != OutcomeKind.HELD
        && kind != OutcomeKind.REJECTED) {
      throw new IllegalArgumentException("only what is stopped as doubtful has a doubt");
    }
  }

  /** What the pharmacy is told of the stop, now or, of a repeated request, the first time. */
  public Optional<Doubt> told() {
    return doubt.or(() -> first.flatMap(First::doubt));
  }

  /** A certificate was issued. */
  public static Reply issued(String certificateId, String certificate) {
    return new Reply(
        OutcomeKind.ISSUED,
        Optional.of(certificateId),
        Optional.of(certificate),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Nothing was issued: rejected, held, or a step-up is needed. */
  public static Reply refused(OutcomeKind kind, List<ReplyError> errors) {
    return new Reply(
        kind,
        Optional.empty(),
        Optional.empty(),
        errors,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Nothing was issued, because something is doubtful.
   *
   * @param kind a step-up is needed, or the request is held or refused
   */
  public static Reply stopped(OutcomeKind kind, List<ReplyError> reasons, Doubt doubt) {
    return new Reply(
        kind,
        Optional.empty(),
        Optional.empty(),
        reasons,
        Optional.empty(),
        Optional.of(doubt),
        Optional.empty());
  }

  /** The same request was decided before. */
  public static Reply repeated(
      First first, Optional<String> certificateId, List<ReplyError> errors) {
    return new Reply(
        OutcomeKind.REPEATED,
        certificateId,
        Optional.empty(),
        errors,
        Optional.of(first),
        Optional.empty(),
        Optional.empty());
  }

  /** Another request was decided before under the same id. */
  public static Reply conflict(First first, List<ReplyError> errors) {
    return new Reply(
        OutcomeKind.CONFLICT,
        Optional.empty(),
        Optional.empty(),
        errors,
        Optional.of(first),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same, with the leaf that its outcome names.
   *
   * @param hash 32 bytes
   */
  public Reply withLeaf(byte[] hash) {
    return new Reply(
        kind,
        certificateId,
        certificate,
        errors,
        first,
        doubt,
        Optional.of(Base64.getEncoder().encodeToString(hash)));
  }

  /** Never shows what it says. */
  @Override
  public String toString() {
    return "Reply[" + kind + "]";
  }
}
