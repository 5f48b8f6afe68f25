package de.siegel.cli.outcome;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.sealing.ReplyError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts outcomes by reason, for the table at the end of a run. A request with several reasons
 * counts once under each, so that the rows can add up to more than the requests. Safe for use by
 * several threads.
 */
public final class OutcomeSummary {

  /** What is counted together; {@code code} is empty where there is no reason. */
  private record Key(RequestOutcome outcome, boolean repeated, String code) {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::outcome).thenComparing(Key::repeated).thenComparing(Key::code);

    String words() {
      return outcome.word() + (repeated ? ", repeated" : "");
    }
  }

  private static final class Tally {
    private final String example;
    private long count;

    private Tally(String example) {
      this.example = example;
    }
  }

  /** Of so many the staff's next step is shown; all are in the file. */
  private static final int TOLD = 3;

  private final List<String> doubts = new ArrayList<>();
  private final Map<Key, Tally> tallies = new TreeMap<>(Key.ORDER);
  private long total;
  private long certificates;

  /** Counts one more. */
  public synchronized void add(OutcomeLine outcome) {
    total++;
    if (outcome.outcome() == RequestOutcome.ISSUED && !outcome.repeated()) {
      certificates++;
    }
    Set<String> codes =
        outcome.errors().isEmpty()
            ? Set.of("")
            : outcome.errors().stream().map(ReplyError::code).collect(Collectors.toSet());
    if (doubts.size() < TOLD) {
      outcome
          .doubt()
          .ifPresent(
              doubt ->
                  doubts.add(
                      example(outcome)
                          + ", Vorgangsnummer "
                          + doubt.reference()
                          + ": "
                          + doubt.next()));
    }
    for (String code : codes) {
      Key key = new Key(outcome.outcome(), outcome.repeated(), code);
      tallies.computeIfAbsent(key, unseen -> new Tally(example(outcome))).count++;
    }
  }

  /** How many outcomes were counted. */
  public synchronized long total() {
    return total;
  }

  /** How many certificates were issued now, not repeated ones. */
  public synchronized long certificates() {
    return certificates;
  }

  /** The table: outcome, reason, count and the first request of that kind. */
  public synchronized List<String> lines(int columns, Style style) {
    if (total == 0) {
      return List.of("There was no request in the file.");
    }
    Table table = Table.of("Outcome", "Reason", "Count", "For example").align(2, Table.Align.RIGHT);
    for (Map.Entry<Key, Tally> entry : inOrder()) {
      table.row(
          entry.getKey().words(),
          entry.getKey().code(),
          String.format(Locale.ROOT, "%,d", entry.getValue().count),
          entry.getValue().example);
    }
    List<String> lines = new ArrayList<>(table.lines(columns, style));
    if (!doubts.isEmpty()) {
      lines.add("");
      doubts.forEach(doubt -> lines.addAll(TextWidth.wrap(doubt, columns)));
    }
    return lines;
  }

  private List<Map.Entry<Key, Tally>> inOrder() {
    List<Map.Entry<Key, Tally>> entries = new ArrayList<>(tallies.entrySet());
    entries.sort(
        Map.Entry.<Key, Tally>comparingByKey(
                Comparator.comparing(Key::outcome).thenComparing(Key::repeated))
            .thenComparing(entry -> -entry.getValue().count));
    return entries;
  }

  private static String example(OutcomeLine outcome) {
    return outcome.requestId().orElse("line " + outcome.lineNumber());
  }
}
