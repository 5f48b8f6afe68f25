package de.siegel.cli.fraud;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was decided, counted by label and by rule. */
final class TraceSummary {
  private static final String UNLABELLED = "(no label)";

  private static final class Count {
    private final long[] outcomes = new long[Outcome.values().length];
    private long lines;
    private long firstStop;

    void add(Outcome outcome) {
      lines++;
      outcomes[outcome.ordinal()]++;
      if (outcome != Outcome.PASS && firstStop == 0) {
        firstStop = lines;
      }
    }

    long of(Outcome outcome) {
      return outcomes[outcome.ordinal()];
    }
  }

  private final Map<String, Count> labels = new TreeMap<>();
  private final Map<RuleId, Count> rules = new EnumMap<>(RuleId.class);

  /** Counts a decision. */
  void add(TraceLine line, Decision decision) {
    String label = line.label().isEmpty() ? UNLABELLED : line.label();
    labels.computeIfAbsent(label, name -> new Count()).add(decision.outcome());
    for (Contribution contribution : decision.contributions()) {
      rules.computeIfAbsent(contribution.rule(), name -> new Count()).add(decision.outcome());
    }
  }

  /** The tables, in lines. */
  List<String> lines(int columns, Style style) {
    Table byLabel =
        numbers(Table.of("label", "lines", "step-up", "hold", "refuse", "stopped", "first"), 1);
    labels.forEach(
        (label, count) -> {
          long stopped = count.lines - count.of(Outcome.PASS);
          byLabel.row(
              label,
              number(count.lines),
              number(count.of(Outcome.STEP_UP)),
              number(count.of(Outcome.HOLD)),
              number(count.of(Outcome.REFUSE)),
              String.format(Locale.ROOT, "%.2f %%", 100.0 * stopped / count.lines),
              count.firstStop == 0 ? "-" : number(count.firstStop));
        });
    List<String> lines = new ArrayList<>(byLabel.lines(columns, style));
    if (!rules.isEmpty()) {
      Table byRule = numbers(Table.of("rule", "lines", "step-up", "hold", "refuse", "means"), 1);
      rules.forEach(
          (rule, count) ->
              byRule.row(
                  rule.name(),
                  number(count.lines),
                  number(count.of(Outcome.STEP_UP)),
                  number(count.of(Outcome.HOLD)),
                  number(count.of(Outcome.REFUSE)),
                  rule.forAnalyst()));
      lines.add("");
      lines.addAll(byRule.lines(columns, style));
    }
    return lines;
  }

  private static Table numbers(Table table, int from) {
    Table aligned = table;
    for (int column = from; column < from + 4; column++) {
      aligned = aligned.align(column, Table.Align.RIGHT);
    }
    return aligned;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
