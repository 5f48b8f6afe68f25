package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.WeekPattern;
import java.util.Map;

/**
 * When: against declared hours and duties, and against what was learnt. Who declares more hours
 * than it works is asked at those all the same.
 */
final class HourRule implements Rule {
  /** Fewer requests teach no pattern. */
  private static final double ENOUGH = 30;

  private static final double NEVER = 0.5;

  /** Of all requests, what counts as never at an hour, and on a weekday. */
  private static final double NEVER_HOUR_SHARE = 0.001;

  private static final double NEVER_DAY_SHARE = 0.004;

  /** If hour and weekday had nothing to do with each other, so many would have been there. */
  private static final double EXPECTED = 5;

  @Override
  public void look(Sight sight, Findings found) {
    boolean declared = sight.profile().declares();
    boolean closed =
        declared && !sight.profile().expects(sight.now(), sight.parameters().slackMinutes());
    boolean unusual = !closed && (declared ? neverWorks(sight) : unusual(sight));
    if (!closed && !unusual) {
      return;
    }
    found.add(closed ? closed(sight) : unusualHour(sight));
    int row = sight.state().doubt().odd() + 1;
    int from = heldFrom(sight, closed);
    if (row >= from && !sight.request().confirmed()) {
      sight.hold(
          found,
          HoldScope.TERMINAL,
          new Contribution(
              RuleId.UNUSUAL_HOURS_GO_ON,
              300,
              Outcome.HOLD,
              Map.of("inARow", (double) row, "heldFrom", (double) from)),
          sight.parameters().oddHoldMinutes(),
          true);
    }
  }

  /** Next to usual hours honest work goes on late, or a weekday is new: more of it is needed. */
  private static int heldFrom(Sight sight, boolean closed) {
    return closed || sight.state().pattern().isFar(sight.now().hour())
        ? sight.parameters().heldFrom()
        : sight.parameters().nearHeldFrom();
  }

  private static Contribution closed(Sight sight) {
    return new Contribution(
        RuleId.CLOSED,
        600,
        Outcome.STEP_UP,
        Map.of("minute", (double) sight.now().minute(), "weekday", (double) sight.now().weekday()));
  }

  private static Contribution unusualHour(Sight sight) {
    WeekPattern pattern = sight.state().pattern();
    return new Contribution(
        RuleId.UNUSUAL_HOUR,
        500,
        Outcome.STEP_UP,
        Map.of(
            "minute", (double) sight.now().minute(),
            "weekday", (double) sight.now().weekday(),
            "usual", (double) pattern.total(),
            "usualAroundHour", (double) pattern.aroundHour(sight.now().hour()),
            "usualOnWeekday", (double) pattern.onWeekday(sight.now().weekday())));
  }

  /** Whether, by what was learnt, it never works at that hour and has no duty. */
  private static boolean neverWorks(Sight sight) {
    return isLearnt(sight)
        && isNever(sight)
        && !sight.profile().onDuty(sight.now(), sight.parameters().slackMinutes());
  }

  private static boolean isLearnt(Sight sight) {
    return sight.learnt() && sight.state().pattern().total() >= ENOUGH;
  }

  private static boolean isNever(Sight sight) {
    WeekPattern pattern = sight.state().pattern();
    return pattern.aroundHour(sight.now().hour())
        < Math.max(NEVER, NEVER_HOUR_SHARE * pattern.total());
  }

  private static boolean unusual(Sight sight) {
    if (!isLearnt(sight)) {
      return false;
    }
    WeekPattern pattern = sight.state().pattern();
    double total = pattern.total();
    int weekday = sight.now().weekday();
    int hour = sight.now().hour();
    double atHour = pattern.aroundHour(hour);
    double onDay = pattern.onWeekday(weekday);
    if (isNever(sight) || onDay < Math.max(NEVER, NEVER_DAY_SHARE * total)) {
      return true;
    }
    return pattern.around(weekday, hour) < NEVER && atHour * onDay / total >= EXPECTED;
  }
}
