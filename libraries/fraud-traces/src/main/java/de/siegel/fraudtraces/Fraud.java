package de.siegel.fraudtraces;

import java.time.LocalDate;
import java.util.List;

/** What somebody adds to a pharmacy's events, asked for one day after the other. */
sealed interface Fraud
    permits Fraud.None,
        Munich,
        Burst,
        Dormant,
        TenThousand,
        PushFatigue,
        RetiredDoctor,
        SlowRamp,
        OneInTen,
        StolenSession,
        FewADay,
        Ring {
  /** What is added on a day, in any order, sessions left out where they are opened as usual. */
  List<TraceEvent> on(LocalDate day, HonestDay honest);

  /** Whether the pharmacy does no honest work on a day in which it otherwise would. */
  default boolean silences(LocalDate day) {
    return false;
  }

  /** What is added once all of the day's sessions are known. */
  default List<TraceEvent> after(LocalDate day, List<TraceEvent> events) {
    return List.of();
  }

  /** Of an honest pharmacy. */
  record None() implements Fraud {
    @Override
    public List<TraceEvent> on(LocalDate day, HonestDay honest) {
      return List.of();
    }
  }
}
