package de.siegel.validation.domain;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the registry can say about the first decision on a request. */
public final class FirstDecision {
  private FirstDecision() {}

  /** The reply to a submission of the same content; call it only if the decision is known. */
  public static Reply repeated(RegistryEntry entry) {
    boolean issued = entry.getDecided() == OutcomeKind.UNKNOWN;
    Reply.First first = first(entry);
    return Reply.repeated(
        new Reply.First(first.submissionId(), first.kind(), doubt(entry)),
        issued ? Optional.of(entry.getCertificateId()) : Optional.empty(),
        errors(entry));
  }

  /** Each with the sentence that the pharmacy read then, if it was written down. */
  private static List<ReplyError> errors(RegistryEntry entry) {
    List<ReplyError> errors = new ArrayList<>();
    boolean told = entry.getMessages().size() == entry.getFindings().size();
    for (Finding finding : entry.getFindings()) {
      errors.add(
          new ReplyError(
              finding.getCode(),
              finding.getField(),
              told
                  ? entry.getMessages().get(errors.size())
                  : RefusalCode.sentence(finding.getCode())));
    }
    return errors;
  }

  private static Optional<Doubt> doubt(RegistryEntry entry) {
    return entry.getNext().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Doubt(
                Doubt.reference(entry.getSubmissionId()),
                entry.getScope(),
                Optional.ofNullable(entry.getUntil()),
                entry.getNext()));
  }

  /** The reply to a submission of other content under the same request id. */
  public static Reply conflict(RegistryEntry entry, RefusalCode code) {
    return Reply.conflict(first(entry), List.of(code.error("requestId")));
  }

  private static Reply.First first(RegistryEntry entry) {
    OutcomeKind kind =
        entry.getDecided() == OutcomeKind.UNKNOWN ? OutcomeKind.ISSUED : entry.getDecided();
    return new Reply.First(entry.getSubmissionId(), kind);
  }
}
