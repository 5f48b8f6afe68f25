package de.siegel.epochkeys.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * When epochs begin and end. An epoch takes new sessions for an hour, a session lasts at most four,
 * and half an hour is left for what is under way; then its keys are destroyed.
 *
 * @param accepts how long an epoch takes new sessions; at most an hour
 */
public record EpochSchedule(Duration accepts) {
  /** The longest time that an epoch takes sessions. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** How long an epoch lives after it has stopped taking sessions: a session, and half an hour. */
  public static final Duration AFTER = Duration.ofMinutes(4 * 60 + 30);

  /** A new epoch begins so long before the old one takes no more sessions. */
  public static final Duration MARGIN = Duration.ofMinutes(5);

  public EpochSchedule {
    if (accepts.compareTo(MARGIN) <= 0 || accepts.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "an epoch takes sessions for more than " + MARGIN + " and at most " + LONGEST);
    }
  }

  /**
   * One epoch.
   *
   * @param id its name
   * @param began when its keys were made
   * @param acceptsUntil when it takes no more sessions
   * @param destroyedAt when its keys have to be gone
   * @param held whether the private key of every stage is here
   */
  public record Epoch(
      String id, Instant began, Instant acceptsUntil, Instant destroyedAt, boolean held) {}

  /**
   * What is due.
   *
   * @param begin whether a new epoch has to begin
   * @param over the epochs whose keys have to be destroyed
   */
  public record Due(boolean begin, List<String> over) {}

  /** A new epoch. */
  public Epoch begin(String id, Instant now) {
    Instant until = now.plus(accepts);
    return new Epoch(id, now, until, until.plus(AFTER), true);
  }

  /**
   * Looks what is due.
   *
   * @param living all epochs that were not ended yet
   */
  public Due due(Collection<Epoch> living, Instant now) {
    List<String> over =
        living.stream()
            .filter(epoch -> !now.isBefore(epoch.destroyedAt()))
            .map(Epoch::id)
            .sorted()
            .toList();
    boolean covered =
        living.stream()
            .anyMatch(epoch -> epoch.held() && now.plus(MARGIN).isBefore(epoch.acceptsUntil()));
    return new Due(!covered, over);
  }
}
