package de.siegel.certificate;

import java.util.Objects;
import java.util.Optional;

/** What {@link Hcert#decode} found. Says nothing about the signature. */
public sealed interface Decoding {

  /** Every layer could be read and the payload fits the schema. */
  record Decoded(Hcert certificate) implements Decoding {
    public Decoded {
      Objects.requireNonNull(certificate);
    }
  }

  /**
   * A layer could not be read.
   *
   * @param partial every layer, when only the schema is broken
   */
  record Failed(InvalidReason reason, Optional<Hcert> partial) implements Decoding {
    public Failed {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(partial);
    }

    public Layer layer() {
      return reason.layer();
    }

    public String message() {
      return reason.sentence();
    }
  }
}
