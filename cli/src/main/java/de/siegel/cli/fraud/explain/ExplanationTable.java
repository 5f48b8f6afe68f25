package de.siegel.cli.fraud.explain;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.fraudrules.Decision;
import de.siegel.replay.trail.Leaf;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation for people. */
final class ExplanationTable {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm:ss", Locale.ENGLISH)
          .withZone(ZoneId.of("Europe/Berlin"));

  private ExplanationTable() {}

  static List<String> lines(Explanation explanation, int columns, Style style) {
    List<String> lines = new ArrayList<>(decision(explanation.decision(), columns, style));
    Optional<String> limit = explanation.decision().limit();
    if (limit.isPresent()) {
      heading(lines, "It was beyond a limit: " + limit.get(), style);
      lines.addAll(TextWidth.wrap(RuleWords.means(limit.get()), columns));
    } else {
      rules(lines, "Rules that contributed", explanation.decision().rules(), columns, style);
    }
    explanation
        .state()
        .ifPresent(
            before -> {
              String title =
                  limit.isPresent()
                      ? "No rule looked at it; over the trail, those of this version would say: "
                      : "The rules of this version, over the trail: ";
              before.here().ifPresent(here -> here(lines, title, here, columns, style));
              heading(lines, "What was known of the pharmacy before", style);
              Table state = Table.headless(2);
              StateFigures.words(before.state(), explanation.parameters()).forEach(state::row);
              lines.addAll(state.lines(columns, style));
              heading(
                  lines,
                  "When it works (. never, 9 busiest; an hour with the ones before and after)",
                  style);
              lines.addAll(PatternMap.lines(before.state().pattern()));
            });
    others(lines, explanation, columns, style);
    chain(lines, explanation, columns, style);
    lines.add("");
    explanation.limits().forEach(one -> lines.addAll(TextWidth.wrap(one, columns)));
    return lines;
  }

  private static List<String> decision(ExplainedDecision decision, int columns, Style style) {
    return Table.headless(2)
        .row("request", decision.request())
        .row(
            "outcome", decision.outcome() + " by " + decision.stage() + ", leaf " + decision.leaf())
        .row(
            "event time",
            decision.requestedAt() + " (" + LOCAL.format(decision.requestedAt()) + " in Germany)")
        .row("pharmacy", Table.orDash(decision.pharmacy()))
        .row("operator", Table.orDash(decision.operator()))
        .row("terminal", Table.orDash(decision.terminal()))
        .row("session", Table.orDash(decision.session()))
        .row("score", Integer.toString(decision.score()))
        .row("findings", Table.orDash(String.join(", ", decision.findings())))
        .row(
            "confirmed", decision.confirmation().isEmpty() ? "no" : "by " + decision.confirmation())
        .row("fraud configuration", Long.toString(decision.configuration()))
        .lines(columns, style);
  }

  private static void here(
      List<String> lines, String title, Decision here, int columns, Style style) {
    rules(
        lines,
        title + here.outcome() + ", score " + here.score(),
        here.contributions().stream().map(ExplainedRule::of).toList(),
        columns,
        style);
  }

  private static void rules(
      List<String> lines, String title, List<ExplainedRule> rules, int columns, Style style) {
    heading(lines, title, style);
    if (rules.isEmpty()) {
      lines.add("none");
      return;
    }
    Table table =
        Table.of("rule", "version", "points", "asks for", "means")
            .align(1, Table.Align.RIGHT)
            .align(2, Table.Align.RIGHT);
    for (ExplainedRule rule : rules) {
      table.row(
          rule.name(),
          rule.version().isPresent() ? Integer.toString(rule.version().getAsInt()) : "-",
          rule.points().isPresent() ? Integer.toString(rule.points().getAsInt()) : "-",
          rule.asks().orElse("-"),
          RuleWords.of(rule.name(), rule.evidence()));
    }
    lines.addAll(table.lines(columns, style));
  }

  private static void others(
      List<String> lines, Explanation explanation, int columns, Style style) {
    Table table = Table.of("leaf", "stage", "kind").align(0, Table.Align.RIGHT);
    for (Leaf leaf : explanation.leaves()) {
      if (leaf.index() != explanation.decision().leaf()) {
        table.row(
            Long.toString(leaf.index()), leaf.event().getStage(), leaf.event().getKind().name());
      }
    }
    if (!table.isEmpty()) {
      heading(lines, "Other decisions on it (siegel audit replay --request shows them)", style);
      lines.addAll(table.lines(columns, style));
    }
  }

  private static void chain(List<String> lines, Explanation explanation, int columns, Style style) {
    String replaced = explanation.decision().supersedes();
    Table table =
        Table.of("", "request", "outcome", "event time", "leaf").align(4, Table.Align.RIGHT);
    if (explanation.supersedes().isPresent()) {
      chain(table, "supersedes", explanation.supersedes().get());
    } else if (!replaced.isEmpty()) {
      table.row("supersedes", replaced, "not in the trail", "-", "-");
    }
    for (RelatedRequest next : explanation.successors()) {
      boolean it = next.supersedes().equals(explanation.decision().request());
      String by = next.replaced() ? "superseded by" : "was to be superseded by";
      chain(table, it ? by : next.supersedes() + " " + by, next);
    }
    if (!table.isEmpty()) {
      heading(lines, "Requests before and after it", style);
      lines.addAll(table.lines(columns, style));
    }
  }

  private static void chain(Table table, String how, RelatedRequest related) {
    table.row(
        how,
        related.request(),
        related.outcomeText(),
        related.requestedAt().toString(),
        Long.toString(related.leaf()));
  }

  private static void heading(List<String> lines, String text, Style style) {
    lines.add("");
    lines.add(style.strong(text));
  }
}
