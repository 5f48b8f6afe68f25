package de.siegel.embedded.demo;

import java.util.List;
import java.util.Optional;

/**
 * One of the nine failures of 2021, tried again here.
 *
 * @param id F1 to F9
 * @param then what happened in 2021
 * @param attempts what is tried now, and what became of it
 */
public record Scene(String id, String then, List<Attempt> attempts) {
  public Scene {
    attempts = List.copyOf(attempts);
  }

  /**
   * Something that is tried.
   *
   * @param what in words
   * @param expected the code that should come of it
   * @param found the code that came of it
   * @param sentence what its author was told
   * @param audit the leaf that it left in the audit log; empty if none was found
   */
  public record Attempt(
      String what, String expected, String found, String sentence, Optional<AuditTail.Line> audit) {
    /** Whether it ended as it should, and is in the audit log. */
    public boolean isAsExpected() {
      return found.equals(expected) && audit.isPresent();
    }
  }

  /** Whether each attempt ended as it should. */
  public boolean isAsExpected() {
    return attempts.stream().allMatch(Attempt::isAsExpected);
  }
}
