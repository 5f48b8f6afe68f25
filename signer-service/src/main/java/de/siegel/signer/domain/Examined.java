package de.siegel.signer.domain;

import de.siegel.certificate.ToBeSigned;
import de.siegel.schemas.event.ControlVersions;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.record.Submission;
import de.siegel.servicekit.session.OpenSession;
import java.util.List;
import java.util.Optional;

/** What the signer makes of an approval before any key is touched. */
public sealed interface Examined {
  /** The submission that this decides; empty if it decides nothing. */
  Optional<Submission> decides();

  /** Everything agrees: these bytes may be signed. */
  record MaySign(
      Submission submission, IssuanceApproved approved, OpenSession session, ToBeSigned toBeSigned)
      implements Examined {
    @Override
    public Optional<Submission> decides() {
      return Optional.of(submission);
    }
  }

  /**
   * It must not be signed, for a reason that the pharmacy is told.
   *
   * @param session absent if nothing can be sealed to it
   * @param reliedOn the control versions that refused it
   */
  record Refused(
      Submission submission,
      Optional<OpenSession> session,
      List<ReplyError> errors,
      ControlVersions reliedOn)
      implements Examined {
    public Refused {
      errors = List.copyOf(errors);
    }

    @Override
    public Optional<Submission> decides() {
      return Optional.of(submission);
    }
  }

  /**
   * It does not agree with itself, which honest stages never cause: it is put aside, and nobody is
   * told that it was decided.
   *
   * @param reason stable code
   */
  record Suspect(String reason) implements Examined {
    @Override
    public Optional<Submission> decides() {
      return Optional.empty();
    }
  }
}
