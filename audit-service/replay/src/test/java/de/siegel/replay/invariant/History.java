package de.siegel.replay.invariant;

import de.siegel.replay.invariant.EventCursor.Event;
import de.siegel.replay.trail.Leaf;
import de.siegel.replay.trail.LogEntry;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the oracle reads, as lists that a test can change. */
final class History {
  static final int PARTITIONS = 3;

  /** A leaf in the making. */
  static final class Logged {
    Optional<Long> index;
    Optional<Position> source;
    byte[] value;
    AuditEvent event;
    LeafLinks links;
    Instant appendedAt;
  }

  final List<Fact.Submitted> submitted = new ArrayList<>();
  final List<Fact.Answered> answered = new ArrayList<>();
  final List<Fact.Parked> parked = new ArrayList<>();
  final List<Fact.Controlled> controlled = new ArrayList<>();
  final List<Fact.Counted> counted = new ArrayList<>();
  final Map<Integer, List<Event>> events = new HashMap<>();
  final List<Logged> log = new ArrayList<>();
  final List<Fact.UnderWay> underWay = new ArrayList<>();
  final List<Logged> pending = new ArrayList<>();
  private final Map<Integer, Long> nextOffset = new HashMap<>();
  private long values;

  History() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      events.put(partition, new ArrayList<>());
    }
  }

  /** A committed record of audit.events; a marker comes after every one. */
  Event event(int partition) {
    long offset = nextOffset.merge(partition, 2L, Long::sum) - 2;
    values++;
    Event event =
        new Event(
            offset,
            Story.BEGIN.plusSeconds(values),
            ByteBuffer.allocate(Long.BYTES).putLong(values).array());
    events.get(partition).add(event);
    return event;
  }

  /** A committed event and its leaf. */
  Logged leaf(int partition, AuditEvent event, LeafLinks links) {
    Event record = event(partition);
    Logged leaf = new Logged();
    leaf.index = Optional.of((long) log.size());
    leaf.source = Optional.of(new Position(partition, record.offset()));
    leaf.value = record.value();
    leaf.event = event;
    leaf.links = links;
    leaf.appendedAt = Story.BEGIN.plusSeconds(log.size());
    log.add(leaf);
    return leaf;
  }

  Logged leaf(int partition, AuditEvent event, Links links) {
    return leaf(partition, event, new LeafLinks.Opened(links));
  }

  Logged leaf(int partition, AuditEvent event) {
    return leaf(partition, event, new LeafLinks.None());
  }

  InvariantReport check() {
    return check(new Horizon(Instant.MIN, Instant.MAX));
  }

  InvariantReport check(Horizon horizon) {
    return check(horizon, 0);
  }

  /**
   * @param firstRetained the first offset that each partition of audit.events still has
   */
  InvariantReport check(Horizon horizon, long firstRetained) {
    Map<Integer, EventCursor> cursors = new HashMap<>();
    events.forEach(
        (partition, records) -> cursors.put(partition, new ListCursor(records, firstRetained)));
    InvariantCheck check = new InvariantCheck(horizon, cursors);
    submitted.forEach(check::fact);
    parked.forEach(check::fact);
    answered.forEach(check::fact);
    counted.forEach(check::fact);
    controlled.forEach(check::fact);
    underWay.forEach(check::fact);
    long offset = 0;
    for (Logged each : log) {
      check.entry(new LogEntry(offset, each.appendedAt, each.index, each.source, each.value));
      check.leaf(new Leaf(each.index.orElse(-1L), each.appendedAt, each.event, each.links));
      offset++;
    }
    for (Logged each : pending) {
      check.pending(
          each.source.orElseThrow(),
          each.appendedAt,
          new Leaf(-1, each.appendedAt, each.event, each.links));
    }
    return check.report();
  }

  private static final class ListCursor implements EventCursor {
    private final List<Event> records;
    private final long first;
    private final long end;
    private int next;

    ListCursor(List<Event> all, long first) {
      this.records = all.stream().filter(event -> event.offset() >= first).toList();
      this.first = first;
      this.end = all.isEmpty() ? 0 : all.get(all.size() - 1).offset() + 2;
    }

    @Override
    public long first() {
      return first;
    }

    @Override
    public long end() {
      return end;
    }

    @Override
    public Optional<Event> peek() {
      return next < records.size() ? Optional.of(records.get(next)) : Optional.empty();
    }

    @Override
    public void advance() {
      next++;
    }
  }
}
