package de.siegel.replay.invariant;

import de.siegel.replay.trail.LogEntry;
import de.siegel.replay.trail.Position;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the log with the events it was copied from: indices without a gap, each committed event
 * once, in its partition's order, byte for byte. Log and events are walked side by side, so the
 * memory does not grow with them; it grows with the events that are not in the log.
 */
final class LogOrder {
  private final Map<Integer, EventCursor> cursors;
  private final Findings findings;
  private final Map<Integer, Long> lastSource = new HashMap<>();
  private final Set<Position> missing = new LinkedHashSet<>();
  private final Set<Position> parkedAhead = new LinkedHashSet<>();
  private long nextIndex;

  /**
   * @param cursors of each partition of audit.events
   */
  LogOrder(Map<Integer, EventCursor> cursors, Findings findings) {
    this.cursors = Map.copyOf(cursors);
    this.findings = findings;
  }

  /**
   * Looks at the next record of the log.
   *
   * @return when its event was written, by the broker's clock, if that is still retained
   */
  Optional<Instant> entry(LogEntry entry) {
    findings.checked(Invariant.LOG);
    if (entry.index().isEmpty() || entry.source().isEmpty()) {
      findings.add(Breach.NO_LEAF, "log offset " + entry.offset());
      return Optional.empty();
    }
    long index = entry.index().get();
    if (index != nextIndex) {
      findings.add(Breach.INDEX_BROKEN, "index " + index + " where " + nextIndex + " is due");
    }
    nextIndex = index + 1;
    return source(entry, index, entry.source().get());
  }

  private Optional<Instant> source(LogEntry entry, long index, Position source) {
    String subject = "index " + index + " from " + source;
    EventCursor cursor = cursors.get(source.partition());
    if (cursor == null) {
      findings.add(Breach.SOURCE_FOREIGN, subject);
      return Optional.empty();
    }
    Long last = lastSource.get(source.partition());
    if (last != null && source.offset() <= last) {
      // Also what was thought to be missing is out of its order when it comes now.
      missing.remove(source);
      findings.add(Breach.SOURCE_REPEATED, subject);
      return Optional.empty();
    }
    lastSource.put(source.partition(), source.offset());
    if (source.offset() < cursor.first() || source.offset() >= cursor.end()) {
      findings.skipped(Invariant.LOG);
      return Optional.empty();
    }
    passOver(cursor, source);
    Optional<EventCursor.Event> event = cursor.peek();
    if (event.isEmpty() || event.get().offset() != source.offset()) {
      findings.add(Breach.SOURCE_FOREIGN, subject);
      return Optional.empty();
    }
    if (!Arrays.equals(event.get().value(), entry.value())) {
      findings.add(Breach.BYTES_DIFFER, subject);
    }
    cursor.advance();
    return event.map(EventCursor.Event::at);
  }

  private void passOver(EventCursor cursor, Position to) {
    Optional<EventCursor.Event> event = cursor.peek();
    while (event.isPresent() && event.get().offset() < to.offset()) {
      miss(new Position(to.partition(), event.get().offset()));
      cursor.advance();
      event = cursor.peek();
    }
  }

  private void miss(Position position) {
    if (!parkedAhead.remove(position)) {
      missing.add(position);
    }
  }

  /** The sequencer put an event aside, which then is not missing. */
  void parked(Position source) {
    if (!missing.remove(source)) {
      parkedAhead.add(source);
    }
  }

  /** The sequencer has not come to this event yet. */
  void pending(Position source) {
    findings.skipped(Invariant.LOG);
    parked(source);
  }

  /** Whether there are events that the log should hold and does not hold yet. */
  boolean behind() {
    return cursors.entrySet().stream().anyMatch(this::behind);
  }

  private boolean behind(Map.Entry<Integer, EventCursor> entry) {
    EventCursor cursor = entry.getValue();
    Optional<EventCursor.Event> event = cursor.peek();
    while (event.isPresent()
        && parkedAhead.remove(new Position(entry.getKey(), event.get().offset()))) {
      cursor.advance();
      event = cursor.peek();
    }
    return event.isPresent();
  }

  /** Ends the comparison: what is missing now stays missing. */
  void finish() {
    cursors.forEach((partition, cursor) -> passOver(cursor, new Position(partition, cursor.end())));
    missing.forEach(position -> findings.add(Breach.SOURCE_MISSING, "event " + position));
  }
}
