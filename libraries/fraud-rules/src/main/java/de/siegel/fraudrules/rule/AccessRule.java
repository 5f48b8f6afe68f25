package de.siegel.fraudrules.rule;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Findings;
import de.siegel.fraudrules.HoldScope;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.RuleId;
import de.siegel.fraudrules.state.OpenSession;
import java.util.Map;

/** From where, by whom, and whether anybody was there lately. */
final class AccessRule implements Rule {
  private static final int WEEK = 7;

  @Override
  public void look(Sight sight, Findings found) {
    if (sight.state().doubt().isWaking()) {
      found.add(
          new Contribution(
              RuleId.DORMANT,
              400,
              Outcome.STEP_UP,
              Map.of("daysSinceLast", (double) sight.state().today() - sight.state().lastDay())));
      // Nobody is known to be at work there: nothing honest is held with it.
      sight.holdIfItGoesOn(
          found,
          HoldScope.PHARMACY,
          RuleId.DORMANT_GOES_ON,
          sight.state().doubt().waking() - 1,
          sight.parameters().dormantGoesOn());
    }
    if (sight.newTerminal()) {
      newTerminal(sight, found);
    }
    if (sight.learnt() && isNew(sight)) {
      found.add(new Contribution(RuleId.NEW_OPERATOR, 50, Outcome.PASS));
    }
  }

  private static boolean isNew(Sight sight) {
    return sight.operator() == null || sight.operator().firstDay() == sight.state().today();
  }

  private static void newTerminal(Sight sight, Findings found) {
    OpenSession session = sight.state().sessions().find(sight.request().session());
    boolean settled = sight.terminal() != null && sight.terminal().settled(sight.state().today());
    if (session != null
        && sight.learnt()
        && !settled
        && session.terminal() != sight.request().terminal()) {
      sight.hold(
          found,
          HoldScope.TERMINAL,
          new Contribution(
              RuleId.SESSION_MOVED,
              800,
              Outcome.HOLD,
              Map.of("sessionSinceDay", (double) session.firstDay())),
          sight.parameters().movedHoldMinutes(),
          false);
    }
    boolean moved = sight.terminal() != null && sight.terminal().moved();
    if (!sight.learnt() && !moved) {
      return;
    }
    int asked = sight.terminal() == null || moved ? 0 : sight.terminal().asked();
    if (moved || asked < sight.parameters().newTerminalAsks()) {
      found.add(
          new Contribution(
              RuleId.NEW_TERMINAL,
              200,
              Outcome.STEP_UP,
              Map.of(
                  "asked",
                  (double) asked,
                  "askedAtMost",
                  (double) sight.parameters().newTerminalAsks(),
                  "firstDay",
                  (double)
                      (sight.terminal() == null
                          ? sight.state().today()
                          : sight.terminal().firstDay()))));
    }
    int others = sight.terminal() == null ? 1 : 0;
    int lately = sight.state().terminals().newSince(sight.state().today() - WEEK) + others;
    if (lately >= sight.parameters().newTerminalsMany()) {
      found.add(
          new Contribution(
              RuleId.MANY_NEW_TERMINALS,
              400,
              Outcome.STEP_UP,
              Map.of(
                  "newInAWeek",
                  (double) lately,
                  "threshold",
                  (double) sight.parameters().newTerminalsMany())));
    }
  }
}
