package de.siegel.cli.fraud.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time with its zone, or a day, which begins when it does in Germany. */
final class SinceTime implements ITypeConverter<Instant> {
  private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

  @Override
  public Instant convert(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(GERMANY).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "must be a day such as 2026-11-29, or a time with its zone such as 2026-11-29T08:00Z, but"
              + " is '"
              + text
              + "'");
    }
  }
}
