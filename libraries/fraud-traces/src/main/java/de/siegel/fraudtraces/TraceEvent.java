package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * One request for a certificate, as a detector sees it, and what it is in truth.
 *
 * @param time when the request was sent, whole seconds
 * @param issuer of the pharmacy
 * @param terminal pseudonym of the device
 * @param operator pseudonym of the person, one per pharmacy
 * @param session of terminal and operator, at most 4 h long
 * @param type of the certificate, "V" for a vaccination
 * @param product of the vaccine, as the EU numbers it
 * @param batch of the vaccine, as typed
 * @param eventDate of the vaccination
 * @param dose number of this one, from 1
 * @param doses of the whole course
 * @param ageMark what the birth date says of itself: "none", "over110" or "placeholder"
 * @param stepUp whether the request came with a PIN entered for it
 * @param label "honest" or the fraud's name; null if it is not to be told
 */
public record TraceEvent(
    Instant time,
    String issuer,
    String terminal,
    String operator,
    String session,
    String type,
    String product,
    String batch,
    LocalDate eventDate,
    int dose,
    int doses,
    String ageMark,
    boolean stepUp,
    String label) {
  /** The label of what is no fraud. */
  public static final String HONEST = "honest";

  private static final Set<String> AGE_MARKS = Set.of("none", "over110", "placeholder");

  public TraceEvent {
    if (!AGE_MARKS.contains(ageMark)) {
      throw new IllegalArgumentException("no age mark: " + ageMark);
    }
    if (dose < 1 || doses < 1) {
      throw new IllegalArgumentException("no dose: " + dose + "/" + doses);
    }
  }

  /** Whether the label says so. */
  public boolean honest() {
    return HONEST.equals(label);
  }

  /** The same without its label: what a detector may be shown. */
  public TraceEvent unlabelled() {
    return copy(session, null);
  }

  TraceEvent in(String otherSession) {
    return copy(otherSession, label);
  }

  private TraceEvent copy(String otherSession, String otherLabel) {
    return new TraceEvent(
        time,
        issuer,
        terminal,
        operator,
        otherSession,
        type,
        product,
        batch,
        eventDate,
        dose,
        doses,
        ageMark,
        stepUp,
        otherLabel);
  }

  /** On one line, without its end; the label is left out if there is none. */
  public String json() {
    JsonLine line =
        new JsonLine()
            .text("time", time)
            .text("issuer", issuer)
            .text("terminal", terminal)
            .text("operator", operator)
            .text("session", session)
            .text("type", type)
            .text("product", product)
            .text("batch", batch)
            .text("eventDate", eventDate)
            .raw("dose", "[" + dose + "," + doses + "]")
            .text("ageMark", ageMark)
            .raw("stepUp", stepUp);
    return (label == null ? line : line.text("label", label)).end();
  }
}
