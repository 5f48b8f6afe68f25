package de.siegel.servicekit.session;

import de.siegel.identity.control.LocationCodes;
import de.siegel.schemas.control.Admission;
import de.siegel.sealing.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The location codes of pharmacies, each made once a month and not for each request.
 *
 * <p>Not safe for use by several threads.
 */
public final class MonthlyCodes {
  private static final int CAPACITY = 40_000;

  /**
   * @param from first moment of the month
   * @param until first moment of the next one
   */
  private record Known(ByteBuffer seed, Instant from, Instant until, String code) {
    boolean isFor(ByteBuffer asked, Instant at) {
      return !at.isBefore(from) && at.isBefore(until) && asked.equals(seed);
    }
  }

  private final Map<String, Known> byPharmacy =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > CAPACITY;
        }
      };

  /**
   * The location code for the ids of certificates asked for at a time.
   *
   * @param admission one that {@link SessionRules} found to admit
   */
  public String of(Admission admission, Instant requestedAt) {
    ByteBuffer seed = admission.getLocationSeed();
    Known known = byPharmacy.get(admission.getPharmacyId());
    if (known == null || !known.isFor(seed, requestedAt)) {
      YearMonth month = LocationCodes.monthOf(requestedAt);
      known =
          new Known(seed.duplicate(), begin(month), begin(month.plusMonths(1)), code(seed, month));
      byPharmacy.put(admission.getPharmacyId(), known);
    }
    return known.code();
  }

  private static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static String code(ByteBuffer seed, YearMonth month) {
    return LocationCodes.of(Bytes.of(seed), month);
  }
}
