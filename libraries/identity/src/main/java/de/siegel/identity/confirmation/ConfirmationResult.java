package de.siegel.identity.confirmation;

import de.siegel.schemas.control.Confirmer;
import de.siegel.sealing.RefusalCode;
import java.util.Objects;

/** What a check of a confirmation found. */
public sealed interface ConfirmationResult {
  /**
   * A person who may has confirmed just this request, now.
   *
   * @param by whose means it was
   */
  record Confirmed(Confirmer by) implements ConfirmationResult {
    public Confirmed {
      Objects.requireNonNull(by);
    }
  }

  /**
   * It does not count.
   *
   * @param code why, for the pharmacy; one of {@code CONFIRMATION_…}
   * @param detail what exactly was found, for who looks into it; never what a stranger wrote
   */
  record Refused(RefusalCode code, String detail) implements ConfirmationResult {
    public Refused {
      Objects.requireNonNull(code);
      Objects.requireNonNull(detail);
    }
  }
}
