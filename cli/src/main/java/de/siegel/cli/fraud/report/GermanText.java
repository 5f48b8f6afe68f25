package de.siegel.cli.fraud.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The words of a report: they tell counts, and accuse nobody. */
final class GermanText {
  /** Monday first. */
  static final List<String> WEEKDAYS = List.of("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So");

  static final String COUNTED =
      "Gezählt sind Anfragen Ihrer Apotheke nach Zertifikaten, jede einmal, zu der Zeit, zu der sie"
          + " eingegangen ist. Anfragen, die schon an ihrer Form scheiterten, sind nicht gezählt."
          + " Angaben zu geimpften Personen enthält die Auswertung nicht, und keine anderer"
          + " Apotheken.";

  static final String NOT_WHOLE =
      "Ein Teil der Vorgänge dieses Zeitraums lässt sich keiner Apotheke mehr zuordnen; die Zählung"
          + " kann unvollständig sein.";

  static final String QUESTIONS =
      "Fragen? Wenn Ihnen Zahlen, Zeiten oder Kennungen in dieser Auswertung unbekannt sind, antworten"
          + " Sie bitte der Stelle, von der Sie sie erhalten haben. Die Auswertung enthält nur"
          + " Zählungen und bewertet sie nicht: Ungewohnte Zeiten können viele gewöhnliche Gründe"
          + " haben, etwa Notdienste oder Aktionstage.";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.GERMAN);

  private GermanText() {}

  static String title(OwnCounts counts) {
    return "Auswertung für die Apotheke " + counts.pharmacy();
  }

  static String period(Period period) {
    return "Zeitraum: "
        + day(period.from())
        + " bis "
        + day(period.to())
        + " (beide Tage eingeschlossen), Zeitzone "
        + Period.ZONE
        + ".";
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String weekday(LocalDate day) {
    return WEEKDAYS.get(day.getDayOfWeek().getValue() - 1);
  }

  static String total(OwnCounts counts) {
    return "Anfragen: "
        + number(counts.total().all())
        + ", davon außerhalb: "
        + number(counts.total().outside())
        + ", nicht sofort freigegeben: "
        + number(counts.total().stopped())
        + ".";
  }

  static String number(int value) {
    return String.format(Locale.GERMAN, "%,d", value);
  }

  static String orNone(String name) {
    return name.isEmpty() ? "(keine Angabe)" : name;
  }
}
