package de.siegel.servicekit.record;

import de.siegel.identity.card.CardRefusal;
import de.siegel.identity.card.CheckStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which refused cards become an audit event of their own. Anybody can come as far as V8 without a
 * card, as often as they like: of those the first of a minute is told at once and the others as a
 * number when the minute is over. Whoever comes further holds a card, and each refusal is told.
 *
 * <p>Not safe for use by several threads.
 */
public final class RefusalLedger {
  private final Map<String, Long> more = new TreeMap<>();
  private Instant minute = Instant.EPOCH;

  /**
   * Notes a refusal.
   *
   * @return what to write into the audit now; at most one line for each code, and one for itself
   */
  public List<String> refused(CardRefusal refusal, Instant at) {
    return refused(
        refusal.step() + " " + refusal.code(), refusal.step().compareTo(CheckStep.V8) > 0, at);
  }

  /**
   * Notes another refusal.
   *
   * @param line what to write; says nothing of who came
   * @param each false if whoever finds the door can do it as often as they like
   */
  public List<String> refused(String line, boolean each, Instant at) {
    List<String> lines = new ArrayList<>(turn(at));
    if (each) {
      lines.add(line);
    } else if (Optional.ofNullable(more.putIfAbsent(line, 0L)).isEmpty()) {
      lines.add(line);
    } else {
      more.merge(line, 1L, Long::sum);
    }
    return lines;
  }

  /**
   * Ends the minute if it is over.
   *
   * @return what to write into the audit of those that were only counted
   */
  public List<String> turn(Instant now) {
    if (now.isBefore(minute.plus(Duration.ofMinutes(1)))) {
      return List.of();
    }
    List<String> lines =
        more.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey() + ", " + entry.getValue() + " more from " + minute)
            .toList();
    more.clear();
    minute = now.truncatedTo(ChronoUnit.MINUTES);
    return lines;
  }
}
