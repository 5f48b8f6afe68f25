package de.siegel.cli.trail;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.replay.view.RequestTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request's steps as lines for people: when, how long after the step before, who, what, why. */
final class TimelineTable {
  private static final int LONGEST_BAR = 12;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private TimelineTable() {}

  /**
   * The lines; none if there are no steps.
   *
   * @param columns width of the terminal
   */
  static List<String> lines(String request, RequestTimeline timeline, int columns, Style style) {
    List<RequestTimeline.Step> steps = timeline.steps();
    if (steps.isEmpty()) {
      return List.of();
    }
    long longest = steps.stream().mapToLong(step -> step.since().toMillis()).max().orElse(0);
    Table table =
        Table.of("leaf", "time", "after", "", "stage", "step", "why")
            .align(0, Table.Align.RIGHT)
            .align(2, Table.Align.RIGHT);
    for (RequestTimeline.Step step : steps) {
      table.row(
          step.leaf().map(index -> Long.toString(index)).orElse("-"),
          step.at().map(Object::toString).orElse("-"),
          step.at().isPresent() ? after(step.since()) : "-",
          bar(step.since().toMillis(), longest),
          step.stage(),
          step.what(),
          step.why());
    }
    List<String> lines = new ArrayList<>();
    lines.add("Request " + request + " of " + String.join(", ", timeline.pharmacies()));
    if (timeline.pharmacies().size() > 1) {
      lines.add("Several pharmacies named a request like that: add --pharmacy to see one of them.");
    }
    lines.addAll(table.lines(columns, style));
    if (timeline.left() > 0) {
      lines.add(String.format(Locale.ROOT, "%,d more leaves are not shown.", timeline.left()));
    }
    lines.add(
        "Decisions have the time at which the broker took them into the log; signing and parking"
            + " that of the stage's own clock.");
    return lines;
  }

  private static String after(Duration since) {
    return since.abs().compareTo(SECOND) < 0
        ? since.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", since.toMillis() / 1e3);
  }

  /** A step that took any time has at least one mark. */
  private static String bar(long millis, long longest) {
    if (millis <= 0) {
      return "";
    }
    return "#".repeat((int) Math.max(1, millis * LONGEST_BAR / longest));
  }
}
