package de.siegel.validation.domain;

import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.state.RegistryEntry;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.List;
import java.util.Optional;

/** What the registry can say about the first decision on a request. */
public final class FirstDecision {
  private FirstDecision() {}

  /** The reply to a submission of the same content; call it only if the decision is known. */
  public static Reply repeated(RegistryEntry entry) {
    boolean issued = entry.getDecided() == OutcomeKind.UNKNOWN;
    List<ReplyError> errors =
        entry.getFindings().stream()
            .map(
                finding ->
                    new ReplyError(
                        finding.getCode(),
                        finding.getField(),
                        RefusalCode.sentence(finding.getCode())))
            .toList();
    return Reply.repeated(
        first(entry), issued ? Optional.of(entry.getCertificateId()) : Optional.empty(), errors);
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
