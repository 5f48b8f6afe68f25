package de.siegel.fraudtraces;

import java.time.LocalDate;

/**
 * A batch of a vaccine that the authority has released.
 *
 * @param product as the EU numbers it
 * @param batch its number
 * @param released first day on which it may be used
 * @param expires last day
 * @param doses it has
 * @param latitude degrees north of the centre of the region it went to; NaN if the whole country
 * @param longitude degrees east, likewise
 */
public record TraceBatch(
    String product,
    String batch,
    LocalDate released,
    LocalDate expires,
    int doses,
    double latitude,
    double longitude) {
  /** Whether it went to no single region. */
  public boolean nationwide() {
    return Double.isNaN(latitude);
  }

  /** Whether it may be used on a day. */
  public boolean usable(LocalDate day) {
    return !day.isBefore(released) && !day.isAfter(expires);
  }

  /** On one line, without its end; a nationwide one has no coordinates. */
  public String json() {
    JsonLine line =
        new JsonLine()
            .text("product", product)
            .text("batch", batch)
            .text("released", released)
            .text("expires", expires)
            .number("doses", doses);
    return (nationwide()
            ? line
            : line.degrees("latitude", latitude).degrees("longitude", longitude))
        .end();
  }
}
