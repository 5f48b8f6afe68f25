package de.siegel.identity.card;

import java.util.Objects;

/**
 * A card that was not accepted.
 *
 * @param code why
 * @param detail what exactly was found, for who looks into it; never what a stranger wrote
 */
public record CardRefusal(CardCode code, String detail) {
  public CardRefusal {
    Objects.requireNonNull(code);
    Objects.requireNonNull(detail);
  }

  /** The check that found it. */
  public CheckStep step() {
    return code.step();
  }

  /** The code with its sentence, for who presented the card. */
  public String text() {
    return code + ": " + code.sentence();
  }
}
