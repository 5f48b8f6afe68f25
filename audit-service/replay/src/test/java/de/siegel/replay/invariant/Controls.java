package de.siegel.replay.invariant;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.Restrictions;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.control.RestrictionState;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records of control.admissions. */
public final class Controls {
  static final Instant LONG_AGO = Story.BEGIN.minus(Duration.ofDays(1));

  private Controls() {}

  /** The first version of a pharmacy's admission, long ago. */
  public static Fact.Controlled admitted(String pharmacy, long sequence) {
    return admission(pharmacy, 1, sequence, AdmissionState.ACTIVE, LONG_AGO);
  }

  static Fact.Controlled admission(
      String pharmacy, long version, long sequence, AdmissionState state, Instant at) {
    return new Fact.Controlled(
        new ControlPayload.OfAdmission(
            Admission.newBuilder()
                .setHeader(header(pharmacy, version, sequence, at))
                .setPharmacyId(pharmacy)
                .setState(state)
                .setOnboardingClass(OnboardingClass.GUEST)
                .setCohorts(List.of("guests"))
                .build()),
        at);
  }

  static Fact.Controlled confirmer(String pharmacy, long sequence, Instant at) {
    Confirmer confirmer = Confirmers.hba(pharmacy, "3-HBA-1");
    confirmer.setHeader(header(Confirmers.id(confirmer), 1, sequence, at));
    return new Fact.Controlled(new ControlPayload.OfConfirmer(confirmer), at);
  }

  static Fact.Controlled brake(
      RestrictionScope scope, String pharmacy, String value, Optional<Instant> until, Instant at) {
    return new Fact.Controlled(
        Restrictions.imposed(scope, pharmacy, value, "forged papers", until, at), at);
  }

  static Fact.Controlled lifted(Fact.Controlled brake, Instant at) {
    Restriction imposed = (Restriction) brake.payload().value();
    return new Fact.Controlled(
        new ControlPayload.OfRestriction(
            Restriction.newBuilder(imposed).setState(RestrictionState.LIFTED).build()),
        at);
  }

  private static ControlHeader header(String id, long version, long sequence, Instant at) {
    return new ControlHeader(
        TopicCatalogue.ADMISSIONS,
        id,
        version,
        sequence,
        ByteBuffer.allocate(32),
        at,
        "admissions");
  }
}
