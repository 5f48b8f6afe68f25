package de.siegel.fraudtraces;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Pharmacies, batches, and the requests of some weeks. Events are made while they are read, anew
 * and alike each time; about a day of each pharmacy is held.
 */
public final class Trace {
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<TraceBatch> batches;

  /** A pharmacy and how to begin its events anew. */
  record Source(TracePharmacy pharmacy, Period period, Supplier<DayGenerator> generator) {
    Iterator<TraceEvent> events() {
      return new PharmacyEvents(generator.get(), period);
    }
  }

  Trace(List<Source> sources, List<TraceBatch> batches) {
    for (Source source : sources) {
      if (this.sources.put(source.pharmacy().issuer(), source) != null) {
        throw new IllegalArgumentException("two pharmacies " + source.pharmacy().issuer());
      }
    }
    this.batches = List.copyOf(batches);
  }

  /** In the order of their numbers. */
  public List<TracePharmacy> pharmacies() {
    return sources.values().stream().map(Source::pharmacy).toList();
  }

  /** All that the authority has released by the end of the year, used or not. */
  public List<TraceBatch> batches() {
    return batches;
  }

  /** All events in order of time, those of one second in the order of pharmacies. */
  public Stream<TraceEvent> events() {
    return stream(new MergedEvents(sources.values().stream().map(Source::events).toList()));
  }

  /**
   * The events of one pharmacy in order of time: the same as it has in {@link #events()}.
   *
   * @throws IllegalArgumentException if the trace has no such pharmacy
   */
  public Stream<TraceEvent> events(String issuer) {
    Source source = sources.get(issuer);
    if (source == null) {
      throw new IllegalArgumentException("no pharmacy " + issuer);
    }
    return stream(source.events());
  }

  private static Stream<TraceEvent> stream(Iterator<TraceEvent> events) {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(events, traits), false);
  }
}
