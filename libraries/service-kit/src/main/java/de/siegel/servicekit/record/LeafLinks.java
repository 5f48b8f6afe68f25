package de.siegel.servicekit.record;

import de.siegel.schemas.audit.Links;
import java.util.Optional;

/** What links a leaf to a pharmacy or a certificate, as far as a reader may know. */
public sealed interface LeafLinks {

  /** The links, if they could be opened. */
  default Optional<Links> opened() {
    return this instanceof Opened opened ? Optional.of(opened.links()) : Optional.empty();
  }

  /** The leaf has none. */
  record None() implements LeafLinks {}

  /**
   * They were opened.
   *
   * @param links what they say
   */
  record Opened(Links links) implements LeafLinks {}

  /**
   * They stay closed.
   *
   * @param keyId the key that they are under, a month such as {@code 2026-11}
   * @param why what is in the way
   */
  record Closed(String keyId, Why why) implements LeafLinks {}

  /** Why links stay closed. */
  enum Why {
    /** The key is not here: never given, or destroyed. */
    KEY_MISSING,
    /**
     * A key of that name is here and does not open them: it is another one, or they were changed.
     */
    DOES_NOT_OPEN
  }
}
