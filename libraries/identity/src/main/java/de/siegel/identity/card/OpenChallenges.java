package de.siegel.identity.card;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The challenges that were given out and can still come back (check V8): each can be redeemed once.
 * Remembers at most a fixed number; strangers who ask for more push out nobody but get none.
 *
 * <p>Not safe for use by several threads.
 */
public final class OpenChallenges {
  private record Given(CardChallenge challenge, boolean used) {}

  private final int capacity;
  private final Map<ByteBuffer, Given> given = new LinkedHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param capacity how many may be open or used within {@link CardChallenge#LIFE}
   */
  public OpenChallenges(int capacity) {
    this.capacity = capacity;
  }

  /** Takes a challenge that is to be given out; false if there is no room: try later. */
  public boolean give(CardChallenge challenge) {
    forget(challenge.issuedAt());
    if (given.size() >= capacity) {
      return false;
    }
    return given.putIfAbsent(ByteBuffer.wrap(challenge.nonce()), new Given(challenge, false))
        == null;
  }

  /**
   * Takes a challenge back; whatever comes of it, it is used then.
   *
   * @param nonce what was presented
   * @param binding SHA-256 over what was presented with it
   */
  public Checked<CardChallenge> redeem(byte[] nonce, byte[] binding, Instant at) {
    ByteBuffer key = ByteBuffer.wrap(nonce.clone());
    Optional<Given> found = Optional.ofNullable(given.get(key));
    if (found.isEmpty()) {
      return Checked.refused(CardCode.POP_FAILED, "no such challenge was given out lately");
    }
    CardChallenge challenge = found.get().challenge();
    if (found.get().used()) {
      return Checked.refused(CardCode.POP_REPLAY, "used before");
    }
    given.put(key, new Given(challenge, true));
    if (!challenge.isFresh(at)) {
      return Checked.refused(CardCode.POP_EXPIRED, "older than " + CardChallenge.LIFE);
    }
    if (!Arrays.equals(challenge.binding(), binding)) {
      return Checked.refused(CardCode.POP_FAILED, "given out for another application");
    }
    return Checked.passed(challenge);
  }

  /** Kept twice their life, so that an old or a used one is told apart from an invented one. */
  private void forget(Instant now) {
    Instant oldest = now.minus(CardChallenge.LIFE.multipliedBy(2));
    Iterator<Given> all = given.values().iterator();
    while (all.hasNext() && all.next().challenge().issuedAt().isBefore(oldest)) {
      all.remove();
    }
  }
}
