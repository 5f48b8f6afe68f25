package de.siegel.fraudrules;

/**
 * The rules, each with its version and its reasons in words. New ones go to the end: their place is
 * stored with a hold.
 */
public enum RuleId {
  /** Not within declared opening hours, and no duty. */
  CLOSED(
      1,
      false,
      "Zu dieser Zeit ist für Ihre Apotheke keine Öffnung und kein Notdienst hinterlegt.",
      "outside declared opening hours and duties"),
  /** At an hour or on a weekday at which this pharmacy never works. */
  UNUSUAL_HOUR(
      1,
      false,
      "Zu dieser Zeit stellt Ihre Apotheke sonst keine Zertifikate aus.",
      "at a time of the week at which this pharmacy has not worked so far"),
  /** So many requests at such hours that a terminal is held. */
  UNUSUAL_HOURS_GO_ON(
      2,
      false,
      "Mehrere Anfragen zu ungewohnter Zeit wurden nicht bestätigt.",
      "several requests at such times that nobody confirmed"),
  /** Over days, more than this pharmacy's own habit explains. */
  VOLUME(
      3,
      false,
      "Ihre Apotheke stellt seit einigen Tagen deutlich mehr Zertifikate aus als sonst.",
      "a lasting shift above the pharmacy's own level (CUSUM)"),
  /** In one day, far more than this pharmacy's own habit explains. */
  VOLUME_TODAY(
      1,
      false,
      "Ihre Apotheke stellt heute sehr viel mehr Zertifikate aus als sonst.",
      "today is far above the pharmacy's own level"),
  /** Over days, more from one operator than their own habit explains. */
  OPERATOR_VOLUME(
      2,
      false,
      "Unter dieser Bedienerkennung werden seit einigen Tagen deutlich mehr Zertifikate"
          + " ausgestellt als sonst.",
      "a lasting shift above the operator's own level (CUSUM)"),
  /** After weeks without any. */
  DORMANT(
      1,
      false,
      "Ihre Apotheke hat lange kein Zertifikat ausgestellt.",
      "the first requests after a long time without any"),
  /** From a terminal that this pharmacy has not worked at. */
  NEW_TERMINAL(
      1,
      false,
      "An diesem Arbeitsplatz wurde bisher kein Zertifikat ausgestellt.",
      "the first requests from a terminal"),
  /** From many such terminals within days. */
  MANY_NEW_TERMINALS(
      1,
      false,
      "In kurzer Zeit wurden viele neue Arbeitsplätze benutzt.",
      "many terminals that were not known, within days"),
  /** A session at another terminal than the one it was opened at. */
  SESSION_MOVED(
      1,
      false,
      "Die Anmeldung gehört zu einem anderen Arbeitsplatz.",
      "a session at another terminal than the one it began at"),
  /** Faster, over and over, than papers can be checked. */
  RHYTHM_TOO_FAST(
      2,
      false,
      "Die Anfragen folgen schneller aufeinander, als Nachweise geprüft werden können.",
      "requests of one operator follow each other faster than papers can be checked"),
  /** The interval between doses, or the date, cannot be. */
  DATE_BEFORE_APPROVAL(
      1,
      false,
      "Das Impfdatum liegt vor der Zulassung des Impfstoffs.",
      "the vaccination was before the product was approved"),
  /** The number of the dose is above the number of doses. */
  DOSE_ORDER(
      1, true, "Die Nummer der Dosis passt nicht zur Impfserie.", "dose above the series' doses"),
  /** An operator who was not seen before. */
  NEW_OPERATOR(1, true, "Diese Bedienerkennung ist neu.", "the first day of an operator"),
  /** A birth date that forms are filled with, or an age above 110. */
  AGE_MARK(1, true, "Das Geburtsdatum ist ungewöhnlich.", "placeholder birth date or over 110"),
  /** The same minute distance over and over. */
  RHYTHM_TOO_EVEN(
      1,
      true,
      "Die Anfragen folgen sehr gleichmäßig aufeinander.",
      "intervals between requests are too even for work at a counter"),
  /** A hold that an earlier request began is in force. */
  ON_HOLD(
      1,
      false,
      "Hier ist die Ausstellung vorübergehend angehalten.",
      "a hold begun by an earlier request is in force"),
  /** A batch that too many pharmacies use, and this one has not long used. */
  BATCH_SPREAD(
      1,
      false,
      "Diese Charge wird zurzeit an ungewöhnlich vielen Orten angegeben.",
      "a batch that settled and then came to many new pharmacies within a week"),
  /** No batch of that number was released for the product; often it is typed wrong. */
  BATCH_UNKNOWN(
      1,
      true,
      "Die Chargennummer ist nicht verzeichnet. Bitte prüfen Sie die Schreibweise.",
      "no batch of that number was released for the product"),
  /** Used after it expired. */
  BATCH_EXPIRED(
      1,
      true,
      "Die Charge war am Impfdatum laut Verzeichnis abgelaufen.",
      "vaccinated after the batch expired"),
  /** Used before it was released. */
  BATCH_BEFORE_RELEASE(
      1,
      false,
      "Die Charge war am Impfdatum laut Verzeichnis noch nicht freigegeben.",
      "vaccinated before the batch was released"),
  /** Several such batches on one day. */
  BATCHES_DOUBTFUL(
      2,
      false,
      "Heute waren mehrere Chargenangaben nicht nachvollziehbar. Bitte prüfen Sie die Nachweise.",
      "several batches of one day are unknown, were used out of their time or are not named"),
  /** Delivered elsewhere. */
  BATCH_FAR(
      2,
      true,
      "Die Charge wurde laut Verzeichnis in eine andere Gegend geliefert.",
      "the batch was delivered elsewhere, and was not used here so far"),
  /** A later dose before there was time for it. */
  DOSE_TOO_EARLY(
      1,
      false,
      "Das Impfdatum liegt früher, als diese Dosis möglich erscheint.",
      "a later dose earlier than the approval and the intervals before it allow"),
  /** Many visits of one operator within minutes. */
  OPERATOR_BURST(
      1,
      false,
      "Unter dieser Bedienerkennung folgen gerade ungewöhnlich viele Anfragen aufeinander.",
      "far more visits in ten minutes or an hour than this operator ever had"),
  /** In one hour, far more than is usual in it. */
  VOLUME_HOUR(
      1,
      false,
      "Ihre Apotheke stellt in dieser Stunde sehr viel mehr Zertifikate aus als sonst.",
      "this hour is far above the pharmacy's own level"),
  /** On probation, more on one day than newcomers have. */
  PROBATION_VOLUME(
      1,
      false,
      "Ihre Apotheke ist neu dabei; heute sind es mehr Zertifikate, als zu Beginn üblich sind.",
      "on probation and without a known level: more visits than newcomers have on a day"),
  /** One card at more terminals than ever, one of them new. */
  CARD_SESSIONS(
      1,
      false,
      "Mit Ihrer Karte sind mehr Arbeitsplätze angemeldet als sonst.",
      "one card at more terminals on one day than the pharmacy is used to, this one new"),
  /** The session is held by a gateway. */
  GATEWAY(1, true, "Die Anmeldung wird von einem Gateway gehalten.", "a gateway holds the session"),
  /** Such a session at a new terminal. */
  GATEWAY_NEW_TERMINAL(
      1,
      false,
      "Dieser Arbeitsplatz ist neu und über ein Gateway angemeldet.",
      "a session that a gateway holds, at a terminal nobody has confirmed"),
  /** After weeks without any, so many requests that nobody confirmed that the pharmacy is held. */
  DORMANT_GOES_ON(
      1,
      false,
      "Nach langer Pause wurden mehrere Anfragen nicht bestätigt.",
      "several requests after a long time without any, none of which anybody confirmed"),
  /** So many requests that are stopped for how an operator works that the operator is held. */
  OPERATOR_GOES_ON(
      1,
      false,
      "Mehrere Anfragen unter dieser Bedienerkennung wurden nicht bestätigt.",
      "several requests too fast or too many for this operator, that nobody confirmed"),
  /** Vaccinated before anybody was. */
  DATE_BEFORE_TRIALS(
      1,
      false,
      "Das Impfdatum liegt vor der ersten Impfung eines Menschen gegen COVID-19. Bitte prüfen Sie"
          + " das Datum.",
      "the vaccination was before the first human being was vaccinated against COVID-19"),
  /** The same dose of the same person once more, within a day or two: mostly issued anew. */
  DUPLICATE(
      1,
      true,
      "Für dieselbe Person wurde dieselbe Dosis vor Kurzem schon angefragt.",
      "the same dose of one person was asked for here within the last day or two"),
  /** A name that forms are filled with. */
  UNUSUAL_NAME(
      1,
      true,
      "Der Name ist ungewöhnlich. Bitte prüfen Sie die Schreibweise.",
      "the name has a form that forms are filled with"),
  /** Two doses of one person closer together than can be. */
  DOSE_INTERVAL(
      1,
      false,
      "Der Abstand zu einer anderen Dosis ist kürzer, als möglich erscheint."
          + " Bitte prüfen Sie die Impfdaten.",
      "two doses of one person are closer together than the products' information allows"),
  /** A later dose with an earlier date. */
  DOSES_OUT_OF_ORDER(
      1,
      false,
      "Die Reihenfolge der Dosen passt nicht zu den Impfdaten. Bitte prüfen Sie die Angaben.",
      "a later dose of one person has an earlier date"),
  /** A vaccination whose batch is left out, where this pharmacy names them. */
  BATCH_MISSING(
      1,
      true,
      "Für diese Impfung ist keine Charge angegeben.",
      "no batch is named, by a pharmacy that normally names them");

  private final int version;
  private final boolean weak;
  private final String forPharmacy;
  private final String forAnalyst;

  RuleId(int version, boolean weak, String forPharmacy, String forAnalyst) {
    this.version = version;
    this.weak = weak;
    this.forPharmacy = forPharmacy;
    this.forAnalyst = forAnalyst;
  }

  /** Changes whenever the rule decides otherwise with the same parameters. */
  public int version() {
    return version;
  }

  /** Whether it only adds to a score, alone and together with others of its kind. */
  public boolean weak() {
    return weak;
  }

  /** German, for the staff of the pharmacy; accuses nobody. */
  public String forPharmacy() {
    return forPharmacy;
  }

  /** English, for who looks into it. */
  public String forAnalyst() {
    return forAnalyst;
  }

  /**
   * The field of the request that it is plainly about, as validation's errors name it ({@code
   * v[0].dt}, {@code context.batch}); empty if it is about none, or about several.
   */
  public String field() {
    return switch (this) {
      case DATE_BEFORE_APPROVAL,
          DATE_BEFORE_TRIALS,
          DOSE_TOO_EARLY,
          DOSE_INTERVAL,
          DOSES_OUT_OF_ORDER ->
          "v[0].dt";
      case DOSE_ORDER -> "v[0].dn";
      case BATCH_SPREAD,
          BATCH_UNKNOWN,
          BATCH_EXPIRED,
          BATCH_BEFORE_RELEASE,
          BATCHES_DOUBTFUL,
          BATCH_FAR,
          BATCH_MISSING ->
          "context.batch";
      default -> "";
    };
  }
}
