package de.siegel.identity.control;

import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Rules of brakes: restricting needs one person, re-opening two; one person may pause everything
 * for 15 minutes.
 */
public final class Restrictions {
  /** So long one person may pause everything. */
  public static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private Restrictions() {}

  /**
   * A brake as a person signs it: the first version of its id, outside the order of the topic.
   *
   * @param scope what it stops
   * @param pharmacyId for PHARMACY, TERMINAL and OPERATOR; else empty
   * @param value the terminal, operator, cohort or card's fingerprint; else empty
   * @param until when it ends by itself, if it does
   * @param now when it is imposed
   */
  public static ControlPayload.OfRestriction imposed(
      RestrictionScope scope,
      String pharmacyId,
      String value,
      String reason,
      Optional<Instant> until,
      Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    Restriction content =
        new Restriction(
            new ControlHeader("", "", 0L, 0L, ByteBuffer.allocate(0), at, ""),
            scope,
            pharmacyId,
            value,
            reason,
            at,
            until.map(end -> end.truncatedTo(ChronoUnit.MILLIS)).orElse(null),
            RestrictionState.ACTIVE,
            "");
    ControlHeader header =
        new ControlHeader(
            TopicCatalogue.ADMISSIONS,
            id(content),
            1L,
            0L,
            ByteBuffer.wrap(ControlHistory.Version.NONE.hash()),
            at,
            RootOfTrust.roleName(TopicCatalogue.ADMISSIONS));
    return new ControlPayload.OfRestriction(
        Restriction.newBuilder(content).setHeader(header).build());
  }

  /**
   * The id of a restriction: a hash of all that it says but its state and its notice to pharmacies.
   * So a version that one key signed cannot stop less than the version before: it would be another
   * restriction.
   */
  public static String id(Restriction restriction) {
    Instant until = restriction.getUntil();
    byte[] hash =
        Sha256.of(
            PreAuthenticationEncoding.of("siegel/restriction/v1")
                .add(restriction.getScope().name())
                .add(restriction.getPharmacyId())
                .add(restriction.getValue())
                .add(restriction.getReason())
                .add(restriction.getImposedAt().toEpochMilli())
                .add(until == null ? Long.MAX_VALUE : until.toEpochMilli())
                .bytes());
    return "restriction/" + HexFormat.of().formatHex(hash);
  }

  /** Whether one authority's key is enough for it. */
  public static boolean mayBeImposedByOne(Restriction restriction) {
    if (restriction.getState() != RestrictionState.ACTIVE) {
      return false;
    }
    return switch (restriction.getScope()) {
      case COHORT, PHARMACY, TERMINAL, OPERATOR, CARD -> true;
      case EVERYTHING ->
          restriction.getUntil() != null
              && !restriction.getUntil().isAfter(restriction.getImposedAt().plus(LONGEST_PAUSE));
      case UNKNOWN -> false;
    };
  }

  /** Whether it holds at a time. */
  public static boolean holds(Restriction restriction, Instant at) {
    return restriction.getState() != RestrictionState.LIFTED
        && (restriction.getUntil() == null || at.isBefore(restriction.getUntil()));
  }

  /** Whether it stops everybody; so does what is not understood. */
  public static boolean stopsEverybody(Restriction restriction) {
    return restriction.getScope() == RestrictionScope.EVERYTHING
        || restriction.getScope() == RestrictionScope.UNKNOWN;
  }
}
