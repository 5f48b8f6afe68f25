package de.siegel.fraudcheck.domain;

import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.Outcome;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.ReplyError;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that is not passed on, in the words that the staff of the pharmacy read: what is
 * unusual, and what happens next.
 *
 * @param kind what becomes of it
 * @param reasons why, the rules that stop it
 * @param scope what is held beyond this request; empty if nothing is
 * @param until when that ends by itself
 * @param next what happens next, German
 */
public record Stopped(
    OutcomeKind kind,
    List<ReplyError> reasons,
    String scope,
    Optional<Instant> until,
    String next) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d. MMMM, HH:mm 'Uhr'", Locale.GERMAN)
          .withZone(ZoneId.of("Europe/Berlin"));

  private static final String CONFIRM =
      "Bitte stellen Sie die Anfrage neu und bestätigen Sie sie mit einem Heilberufsausweis und"
          + " PIN oder mit einem hinterlegten zweiten Gerät.";
  private static final String ASK =
      "Die Prüfstelle sieht sich das an. Nennen Sie bei Rückfragen bitte die Vorgangsnummer.";
  private static final String LIMIT =
      "In kurzer Zeit wurden mehr Zertifikate angefragt, als für Ihre Apotheke vorgesehen ist.";
  private static final String LATER =
      "Ab %s können Sie wieder Zertifikate anfragen; bitte stellen Sie diese Anfrage dann neu. "
          + "Nennen Sie bei Rückfragen bitte die Vorgangsnummer.";
  private static final String REFUSED =
      "Für diese Anfrage wird kein Zertifikat ausgestellt. Bitte prüfen Sie die Angaben und stellen"
          + " Sie sie berichtigt neu. Nennen Sie bei Rückfragen bitte die Vorgangsnummer.";

  public Stopped {
    reasons = List.copyOf(reasons);
  }

  /** Of a decision that does not let a request pass. */
  public static Stopped of(Decision decision) {
    List<ReplyError> reasons =
        decision.contributions().stream()
            .filter(contribution -> contribution.asks() != Outcome.PASS)
            .map(Stopped::reason)
            .toList();
    return switch (decision.outcome()) {
      case STEP_UP -> new Stopped(OutcomeKind.STEP_UP, reasons, "", Optional.empty(), CONFIRM);
      case HOLD -> held(reasons, decision.hold());
      case REFUSE -> new Stopped(OutcomeKind.REJECTED, reasons, "", Optional.empty(), REFUSED);
      case PASS -> throw new IllegalArgumentException("the request passes");
    };
  }

  private static Stopped held(List<ReplyError> reasons, Optional<Hold> hold) {
    if (hold.isEmpty()) {
      return new Stopped(OutcomeKind.HELD, reasons, "", Optional.empty(), ASK);
    }
    Instant until = Instant.ofEpochSecond(hold.get().until());
    return new Stopped(
        OutcomeKind.HELD,
        reasons,
        hold.get().scope().name().toLowerCase(Locale.ROOT),
        Optional.of(until),
        held(hold.get(), until));
  }

  private static String held(Hold hold, Instant until) {
    String what =
        switch (hold.scope()) {
          case OPERATOR -> "Unter dieser Bedienerkennung";
          case TERMINAL -> "An diesem Arbeitsplatz";
          case PHARMACY -> "In dieser Apotheke";
        };
    String end = what + " werden Zertifikate bis " + TIME.format(until) + " zurückgestellt. ";
    return end + (hold.personReleases() ? "Früher geht es mit einer Bestätigung: " + CONFIRM : ASK);
  }

  /**
   * By a limit that is beside the rules.
   *
   * @param opens when the next request is within it
   */
  public static Stopped byLimit(ReplyError reason, Instant opens) {
    ReplyError inGerman = new ReplyError(reason.code(), reason.field(), LIMIT);
    // Rounded up: who comes back at the time that was named is not stopped again.
    Instant until = upTo(ChronoUnit.SECONDS, opens);
    String next = LATER.formatted(TIME.format(upTo(ChronoUnit.MINUTES, opens)));
    return new Stopped(OutcomeKind.HELD, List.of(inGerman), "pharmacy", Optional.of(until), next);
  }

  private static Instant upTo(ChronoUnit unit, Instant at) {
    Instant whole = at.truncatedTo(unit);
    return whole.equals(at) ? whole : whole.plus(1, unit);
  }

  private static ReplyError reason(Contribution contribution) {
    return new ReplyError(
        contribution.rule().name(), contribution.rule().field(), contribution.rule().forPharmacy());
  }

  /**
   * What the pharmacy reads beside the reasons.
   *
   * @param reference what to name when asking
   */
  public Doubt doubt(String reference) {
    return new Doubt(reference, scope, until, next);
  }
}
