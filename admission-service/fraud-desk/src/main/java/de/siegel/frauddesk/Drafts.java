package de.siegel.frauddesk;

import de.siegel.identity.control.ControlPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The drafts that wait for persons. One that nobody signed lives for minutes, and gives way when
 * there are many: whoever only asks leaves nothing behind, and drives nobody's signature out.
 *
 * <p>Not safe for use by several threads.
 */
final class Drafts {
  /** So many wait at a time. */
  static final int MOST = 64;

  /** How long one lives that nobody signed. */
  static final Duration UNSIGNED = Duration.ofMinutes(15);

  private final Duration life;
  private final Map<String, PendingDraft> pending = new LinkedHashMap<>();

  /**
   * @param life of one that somebody signed, from when it was made
   */
  Drafts(Duration life) {
    this.life = life;
  }

  /** When a draft expires. */
  Instant expires(PendingDraft draft) {
    return draft.made().plus(draft.isSigned() ? life : shorter(UNSIGNED, life));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void expire(Instant now) {
    pending.values().removeIf(draft -> !now.isBefore(expires(draft)));
  }

  /** One that has not expired. */
  Optional<PendingDraft> find(String id, Instant now) {
    expire(now);
    return Optional.ofNullable(pending.get(id));
  }

  /** All that have not expired. */
  Collection<PendingDraft> all(Instant now) {
    expire(now);
    return List.copyOf(pending.values());
  }

  /**
   * Adds one; if one wants the same already, that is it.
   *
   * @param isNext whether a draft could still be published
   * @return empty if as many as may wait have a signature
   */
  Optional<PendingDraft> add(ControlPayload draft, Instant now, Predicate<ControlPayload> isNext) {
    expire(now);
    pending.values().removeIf(old -> !isNext.test(old.payload()) && !old.isSigned());
    for (PendingDraft old : pending.values()) {
      if (old.wantsTheSameAs(draft) && isNext.test(old.payload())) {
        return Optional.of(old);
      }
    }
    if (pending.size() >= MOST) {
      Optional<PendingDraft> oldest =
          pending.values().stream()
              .filter(old -> !old.isSigned() || !isNext.test(old.payload()))
              .findFirst();
      if (oldest.isEmpty()) {
        return Optional.empty();
      }
      pending.remove(oldest.get().id());
    }
    PendingDraft made = new PendingDraft(draft, now);
    pending.put(made.id(), made);
    return Optional.of(made);
  }

  void remove(PendingDraft draft) {
    pending.remove(draft.id());
  }
}
