package de.siegel.cli.fraud.explain;

import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.state.Level;
import de.siegel.fraudrules.state.PharmacyState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A pharmacy's state in figures with their names, and each in words. */
final class StateFigures {
  private static final int WEEK = 7;

  private StateFigures() {}

  /** For people: name to words. */
  static Map<String, String> words(PharmacyState state, Parameters parameters) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("known for", known(state));
    words.put("usual on such a day", usual(state));
    words.put("today so far", "%d requests, %d visits".formatted(state.seen(), state.visits()));
    words.put(
        "evidence of more",
        String.format(
            Locale.ROOT,
            "%.2f; %.2f is a lasting shift (CUSUM)",
            state.level().evidence(),
            parameters.volume().threshold()));
    words.put(
        "terminals",
        "%d known, %d of them new within a week"
            .formatted(
                state.terminals().all().size(), state.terminals().newSince(state.today() - WEEK)));
    words.put(
        "operators",
        "%d known, %d of them new within a week"
            .formatted(
                state.operators().all().size(), state.operators().newSince(state.today() - WEEK)));
    words.put("sessions", state.sessions().all().size() + " of these days");
    words.put("at unusual times", state.doubt().odd() + " in a row that nobody confirmed");
    words.put(
        "held",
        state.doubt().holds().all().isEmpty()
            ? "nothing"
            : state.doubt().holds().all().stream()
                .map(
                    hold ->
                        "%s until %s for %s"
                            .formatted(
                                hold.scope().name().toLowerCase(Locale.ROOT),
                                Instant.ofEpochSecond(hold.until()),
                                hold.rule()))
                .collect(Collectors.joining("; ")));
    words.put(
        "dormant before",
        state.doubt().isWaking() ? "yes, and nobody confirmed a request since" : "no");
    return words;
  }

  private static String known(PharmacyState state) {
    return state.seen() == 0 && state.age() == 0
        ? "not at all: this is its first request"
        : "%d days, since %s".formatted(state.age(), LocalDate.ofEpochDay(state.firstDay()));
  }

  private static String usual(PharmacyState state) {
    Level level = state.level();
    if (level.days() == 0) {
      return "not learnt yet: no day was whole";
    }
    return String.format(
        Locale.ROOT,
        "%.1f visits, learnt from %d days%s",
        level.expected(state.factor(1)),
        level.days(),
        level.known() ? "" : "; too few to conclude anything");
  }

  /** For programs: name to number or truth. */
  static Map<String, Object> figures(PharmacyState state, Parameters parameters) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("knownDays", state.age());
    figures.put(
        "usualToday", state.level().days() == 0 ? 0 : state.level().expected(state.factor(1)));
    figures.put("learntFromDays", state.level().days());
    figures.put("requestsToday", state.seen());
    figures.put("visitsToday", state.visits());
    figures.put("evidence", (double) state.level().evidence());
    figures.put("evidenceThreshold", parameters.volume().threshold());
    figures.put("terminals", state.terminals().all().size());
    figures.put("newTerminals", state.terminals().newSince(state.today() - WEEK));
    figures.put("operators", state.operators().all().size());
    figures.put("newOperators", state.operators().newSince(state.today() - WEEK));
    figures.put("sessions", state.sessions().all().size());
    figures.put("holds", state.doubt().holds().all().size());
    figures.put("unusualInARow", state.doubt().odd());
    figures.put("wasDormant", state.doubt().isWaking());
    figures.put("hours", PatternMap.numbers(state.pattern()));
    return figures;
  }
}
