package de.siegel.fraudtraces;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Many pharmacies' events in order of time; those of one moment in the order of pharmacies. */
final class MergedEvents implements Iterator<TraceEvent> {
  private record Head(TraceEvent event, int source) {}

  private final List<? extends Iterator<TraceEvent>> sources;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.event().time()).thenComparing(Head::source));

  MergedEvents(List<? extends Iterator<TraceEvent>> sources) {
    this.sources = sources;
    for (int source = 0; source < sources.size(); source++) {
      advance(source);
    }
  }

  private void advance(int source) {
    if (sources.get(source).hasNext()) {
      heads.add(new Head(sources.get(source).next(), source));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public TraceEvent next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    advance(head.source());
    return head.event();
  }
}
