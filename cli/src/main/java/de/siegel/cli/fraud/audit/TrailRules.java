package de.siegel.cli.fraud.audit;

import de.siegel.fraudrules.RuleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What each rule can see of a request that comes from the trail. */
public final class TrailRules {
  private TrailRules() {}

  /** How much. */
  public enum Sight {
    /** All that it looks at. */
    WHOLE,
    /** It counts visits, and families cannot be told from strangers. */
    HEADS,
    /** It goes on until its end, a confirmation or a release, and no leaf has releases. */
    UNRELEASED,
    /** It needs what a file says of the pharmacies: opening hours, or probation. */
    DECLARED,
    /** It looks at the vaccination, the holder, the card or the gateway: not in the trail. */
    NOTHING
  }

  /** Of one rule. */
  public static Sight of(RuleId rule) {
    return switch (rule) {
      case UNUSUAL_HOUR,
          SESSION_MOVED,
          RHYTHM_TOO_FAST,
          NEW_OPERATOR,
          RHYTHM_TOO_EVEN,
          MANY_NEW_TERMINALS,
          UNUSUAL_HOURS_GO_ON,
          DORMANT,
          DORMANT_GOES_ON,
          NEW_TERMINAL ->
          Sight.WHOLE;
      case ON_HOLD -> Sight.UNRELEASED;
      case VOLUME, VOLUME_TODAY, VOLUME_HOUR, OPERATOR_VOLUME, OPERATOR_BURST, OPERATOR_GOES_ON ->
          Sight.HEADS;
      case CLOSED, PROBATION_VOLUME -> Sight.DECLARED;
      case DATE_BEFORE_APPROVAL,
          DATE_BEFORE_TRIALS,
          DOSE_ORDER,
          DOSE_TOO_EARLY,
          AGE_MARK,
          BATCH_SPREAD,
          BATCH_UNKNOWN,
          BATCH_EXPIRED,
          BATCH_BEFORE_RELEASE,
          BATCHES_DOUBTFUL,
          BATCH_FAR,
          BATCH_MISSING,
          CARD_SESSIONS,
          GATEWAY,
          GATEWAY_NEW_TERMINAL,
          DUPLICATE,
          UNUSUAL_NAME,
          DOSE_INTERVAL,
          DOSES_OUT_OF_ORDER ->
          Sight.NOTHING;
    };
  }

  /**
   * Which rules did not run, and which saw less than fraud-check does; a sentence each.
   *
   * @param declared whether a file tells of the pharmacies
   */
  public static List<String> sentences(boolean declared) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Not run, for the trail has neither product, batch, dates, dose, age, person, card nor gateway: "
            + named(Sight.NOTHING)
            + ".");
    if (!declared) {
      sentences.add(
          "Not run, for no file tells of opening hours and probation: "
              + named(Sight.DECLARED)
              + ". Name one with --pharmacies.");
    }
    sentences.add(
        "Run with every request as a visit of its own, for the trail does not say which are of one"
            + " family: "
            + named(Sight.HEADS)
            + ".");
    sentences.add(
        "Of releases by analysts no leaf tells, and --pharmacies of the last alone: "
            + named(Sight.UNRELEASED)
            + "; what they released else goes on here until its end or a confirmation.");
    sentences.add(
        "Confirmed is what its leaf says was: earlier leaves say it of nothing, and what was asked"
            + " then is asked again here.");
    return List.copyOf(sentences);
  }

  private static String named(Sight sight) {
    return Arrays.stream(RuleId.values())
        .filter(rule -> of(rule) == sight)
        .map(RuleId::name)
        .collect(Collectors.joining(", "));
  }
}
