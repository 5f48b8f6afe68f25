package de.siegel.client.confirm;

import de.siegel.client.Request;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.ReplyError;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person is asked to confirm. Show it before a PIN or a device is asked for: {@link #lines},
 * and what {@link #request} certifies in the form that your staff knows it.
 *
 * @param statement what is signed
 * @param request as it is sent if the person confirms, but for the confirmation; its content has
 *     data of a holder
 * @param terminal where it was asked for, as fraud-check sees it; may be empty
 * @param operator by whom, a pseudonym; may be empty
 * @param reasons why a person has to confirm, German where a rule asks; empty if nobody said
 * @param doubt what the pharmacy was told beside the reasons; empty if nothing, as where a person
 *     confirms before anybody asked for it
 */
public record ConfirmationRequest(
    ConfirmationStatement statement,
    Request request,
    String terminal,
    String operator,
    List<ReplyError> reasons,
    Optional<Doubt> doubt) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d. MMMM, HH:mm:ss 'Uhr'", Locale.GERMAN)
          .withZone(ZoneId.of("Europe/Berlin"));

  private static final String UNSAID = "nicht angegeben";
  private static final String LINE = "  %-16s %s";

  public ConfirmationRequest {
    Objects.requireNonNull(statement);
    Objects.requireNonNull(request);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(operator);
    reasons = List.copyOf(reasons);
    Objects.requireNonNull(doubt);
  }

  /** What to name when asking about the stop, if there is such a reference. */
  public Optional<String> reference() {
    return doubt.map(Doubt::reference);
  }

  /** The request that was stopped, and that this one replaces; empty if none was. */
  public Optional<String> stopped() {
    return request.supersedes();
  }

  /**
   * In words for the person, German, a line each, without data of the holder. Characters that could
   * make a terminal show something else are question marks.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Bitte lesen Sie, was Sie bestätigen:");
    lines.add(line("Anfrage", stopped().orElse(request.requestId())));
    lines.add(line("Vorgangsnummer", reference().orElse(UNSAID)));
    lines.add(line("Arbeitsplatz", orUnsaid(terminal)));
    lines.add(line("Bedienerkennung", orUnsaid(operator)));
    String title = "Grund";
    for (ReplyError reason : reasons) {
      lines.add(line(title, reason.message().isEmpty() ? reason.code() : reason.message()));
      title = "";
    }
    if (reasons.isEmpty()) {
      lines.add(line(title, UNSAID));
    }
    lines.add(line("Gültig bis", TIME.format(statement.until())));
    return List.copyOf(lines);
  }

  private static String line(String title, String text) {
    return LINE.formatted(title, text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?"));
  }

  private static String orUnsaid(String text) {
    return text.isEmpty() ? UNSAID : text;
  }

  /** Never shows the content. */
  @Override
  public String toString() {
    return "ConfirmationRequest[" + stopped().orElse(request.requestId()) + "]";
  }
}
