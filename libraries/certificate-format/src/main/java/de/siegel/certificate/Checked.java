package de.siegel.certificate;

import java.util.List;
import java.util.Objects;

/** What {@link CertificateFormat#check} found. */
public sealed interface Checked {

  /** At most so many errors are reported for one request. */
  int MAXIMUM_ERRORS = 64;

  /** Every rule is kept. */
  record Accepted(Draft draft) implements Checked {
    public Accepted {
      Objects.requireNonNull(draft);
    }
  }

  /** At least one rule is broken; all broken rules, up to {@link #MAXIMUM_ERRORS}. */
  record Refused(List<FieldError> errors) implements Checked {
    public Refused {
      errors = List.copyOf(errors);
      if (errors.isEmpty() || errors.size() > MAXIMUM_ERRORS) {
        throw new IllegalArgumentException("a refusal names 1 to 64 errors");
      }
    }
  }
}
