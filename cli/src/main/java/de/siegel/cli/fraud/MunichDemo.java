package de.siegel.cli.fraud;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.FraudRun;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudtraces.TraceEvent;
import de.siegel.fraudtraces.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ten weeks of Munich, day by day, under the rules of fraud-check with hours that had to be
 * learnt; and the night it is stopped.
 */
public final class MunichDemo {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE dd MMM", Locale.US);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.US).withZone(BERLIN);

  /** Somebody waits for it: a day is shown in about so many milliseconds. */
  private static final long PAUSE = 120;

  private final Terminal terminal;
  private final Style style;
  private final FraudRun run = new FraudRun(Parameters.standard(), Map.of());
  private final TraceReader reader = new TraceReader();
  private final Set<RuleId> rules = EnumSet.noneOf(RuleId.class);
  private final int[] total = new int[4];
  private int[] day = new int[4];
  private LocalDate today;
  private LocalDate firstFalse;
  private Optional<Instant> firstNight = Optional.empty();
  private int passedAtNight;

  /** Places in the counts: honest or false, passed or stopped. */
  private static final int STOPPED = 1;

  private static final int FALSE = 2;

  public MunichDemo(Terminal terminal) {
    this.terminal = terminal;
    this.style = terminal.outStyle();
  }

  /**
   * Plays it.
   *
   * @return whether no night was successful
   */
  public boolean play(long seed, double spread) {
    say("Munich, 2021: an employee's friend issues certificates over the pharmacy's own terminal,");
    say(
        "for ten weeks; nobody at the issuing side noticed. A synthetic trace with the real totals.");
    say("");
    say(
        "One sign is one request: "
            + style.good("█")
            + " honest, passed   "
            + style.warning("░")
            + " honest, a person is asked   "
            + style.bad("▲")
            + " false, passed   "
            + style.strong("×")
            + " false, stopped");
    say("");
    Traces.munich(seed, spread).events().forEach(this::hear);
    endOfDay();
    say("");
    int falses = total[FALSE] + total[FALSE + STOPPED];
    say(
        "Of %d false certificates %d would have been issued (in 2021: all of them)."
            .formatted(falses, total[FALSE]));
    say(
        "The first night ended with its first request, %s; %d passed in all nights."
            .formatted(firstNight.map(MINUTE::format).orElse("never"), passedAtNight));
    say(
        "Of %,d honest requests, %d had to be confirmed by a person: this pharmacy was under attack."
            .formatted(total[0] + total[STOPPED], total[STOPPED]));
    say("");
    say("What stopped them:");
    rules.forEach(rule -> say("  " + rule.name() + ": " + rule.forAnalyst()));
    terminal.out().flush();
    return passedAtNight == 0 && firstNight.isPresent();
  }

  private void hear(TraceEvent event) {
    LocalDate date = event.time().atZone(BERLIN).toLocalDate();
    if (!date.equals(today)) {
      endOfDay();
      today = date;
      day = new int[4];
    }
    TraceLine line = line(event);
    Decision decision = run.decide(line.issuer(), line.request());
    boolean stopped = decision.outcome() != Outcome.PASS;
    if (!event.honest() && firstFalse == null) {
      firstFalse = date;
    }
    if (event.label().equals("munich-b")) {
      passedAtNight += stopped ? 0 : 1;
      if (stopped && firstNight.isEmpty()) {
        firstNight = Optional.of(event.time());
      }
    }
    int place = (event.honest() ? 0 : FALSE) + (stopped ? STOPPED : 0);
    day[place]++;
    total[place]++;
    if (stopped && !event.honest()) {
      decision.contributions().stream()
          .filter(one -> one.asks() != Outcome.PASS)
          .map(Contribution::rule)
          .forEach(rules::add);
    }
  }

  private TraceLine line(TraceEvent event) {
    try {
      return reader.read(event.json().getBytes(StandardCharsets.UTF_8));
    } catch (BadTraceLine e) {
      throw new IllegalStateException(e);
    }
  }

  private void endOfDay() {
    if (today == null) {
      return;
    }
    // The eight weeks before, from which the pharmacy's habit is learnt, are shown by their
    // Mondays.
    if (firstFalse == null && today.getDayOfWeek().getValue() != 1) {
      return;
    }
    int columns = Math.max(20, terminal.columns() - 26);
    int all = day[0] + day[1] + day[2] + day[3];
    double scale = Math.min(1, (double) columns / all);
    say(
        "%s  %3d  %s%s%s%s"
            .formatted(
                DAY.format(today),
                all,
                style.good("█".repeat((int) (day[0] * scale))),
                style.warning("░".repeat((int) (day[STOPPED] * scale))),
                style.bad("▲".repeat((int) (day[FALSE] * scale))),
                style.strong("×".repeat((int) (day[FALSE + STOPPED] * scale)))));
    terminal.out().flush();
    if (terminal.outInteractive()) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    terminal.out().println(line);
  }
}
