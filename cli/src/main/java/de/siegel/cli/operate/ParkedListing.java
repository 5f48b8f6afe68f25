package de.siegel.cli.operate;

import de.siegel.cli.operate.ParkedRecords.Parked;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TextWidth;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What {@code siegel parked list} prints, in bounded memory whatever is parked. */
final class ParkedListing {
  private static final int LONGEST = 60;

  private final Table rows =
      Table.of("stage", "parked at", "reason", "from", "partition", "offset", "bytes");
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final int limit;
  private long all;

  ParkedListing(int limit) {
    this.limit = limit;
  }

  void add(Parked parked) {
    all++;
    // A reason that is no code was written by a stranger, and strangers may write many.
    String reason = parked.headers().hasReasonCode() ? parked.headers().reason() : "(no code)";
    Map<String, Long> reasons = counts.computeIfAbsent(parked.stage(), stage -> new TreeMap<>());
    reasons.merge(
        reasons.size() < 100 || reasons.containsKey(reason) ? reason : "(other)", 1L, Long::sum);
    if (all <= limit) {
      byte[] value = parked.record().value();
      rows.row(
          parked.stage(),
          parked.at().truncatedTo(ChronoUnit.SECONDS).toString(),
          visible(parked.headers().reason()),
          visible(parked.headers().topic()),
          visible(parked.headers().partition()),
          visible(parked.headers().offset()),
          value == null ? "none" : Integer.toString(value.length));
    }
  }

  /** Headers are a stranger's words until a stage has read them: no control characters, cut. */
  private static String visible(String header) {
    String clean = TextWidth.clean(header);
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }

  void print(Terminal terminal) {
    if (all == 0) {
      terminal.out().println("Nothing is parked.");
      return;
    }
    if (!rows.isEmpty()) {
      rows.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    }
    if (all > limit) {
      Table summary = Table.of("stage", "reason", "records");
      counts.forEach(
          (stage, reasons) ->
              reasons.forEach((reason, count) -> summary.row(stage, reason, count.toString())));
      terminal.out().println();
      terminal.out().println("Shown: " + limit + " of " + all + ". In all:");
      summary.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    }
  }
}
