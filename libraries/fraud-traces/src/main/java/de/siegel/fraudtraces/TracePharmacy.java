package de.siegel.fraudtraces;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is publicly known of a pharmacy.
 *
 * @param issuer its identifier
 * @param openings in order of day and hour
 * @param duties in order of time; known beforehand, for the roster is made for a year
 * @param latitude degrees north
 * @param longitude degrees east
 * @param admittedAt when it was let in to issue
 */
public record TracePharmacy(
    String issuer,
    List<Opening> openings,
    List<Duty> duties,
    double latitude,
    double longitude,
    Instant admittedAt) {
  public TracePharmacy {
    openings = List.copyOf(openings);
    duties = List.copyOf(duties);
  }

  /** Whether its weekly hours say so; public holidays are not considered. */
  public boolean isOpen(Instant time) {
    LocalDate day = Berlin.day(time);
    int minute = Berlin.minute(time);
    return openings.stream()
        .anyMatch(
            opening ->
                opening.dayOfWeek() == day.getDayOfWeek().getValue()
                    && opening.opens() <= minute
                    && minute < opening.closes());
  }

  /** Whether the roster says so. */
  public boolean isOnDuty(Instant time) {
    return duties.stream()
        .anyMatch(duty -> !time.isBefore(duty.from()) && time.isBefore(duty.to()));
  }

  /** On one line, without its end. */
  public String json() {
    return new JsonLine()
        .text("issuer", issuer)
        .list("openings", openings.stream().map(Opening::json).toList())
        .list("duties", duties.stream().map(Duty::json).toList())
        .degrees("latitude", latitude)
        .degrees("longitude", longitude)
        .text("admittedAt", admittedAt)
        .end();
  }
}
