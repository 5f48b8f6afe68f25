package de.siegel.cli.fraud.audit;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.TrailReading;
import de.siegel.fraudrules.Profile;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.DeclaredTimes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Duty;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The opening hours and duties that a pharmacy has declared. */
public final class AdmittedHours {
  private AdmittedHours() {}

  /**
   * Those that {@code control.admissions} has now, which may be none; empty if it does not know the
   * pharmacy. They may have been others before.
   *
   * @throws CommandFailure if they cannot be
   */
  public static Optional<Profile> of(Cluster cluster, String pharmacy) {
    AtomicReference<Admission> last = new AtomicReference<>();
    TrailReading.control(
        cluster,
        TopicCatalogue.ADMISSIONS,
        found -> {
          // Records come in their order: the last one of a pharmacy holds.
          if (found.payload() instanceof ControlPayload.OfAdmission admission
              && admission.value().getPharmacyId().equals(pharmacy)) {
            last.set(admission.value());
          }
        });
    return Optional.ofNullable(last.get())
        .map(admission -> profile(admission.getOpeningHours(), admission.getDuties()));
  }

  /**
   * As fraud-check takes them: a duty that cannot be is none.
   *
   * @throws CommandFailure if they cannot be
   */
  public static Profile profile(List<OpeningHours> hours, List<Duty> duties) {
    try {
      return new Profile(
          hours.stream()
              .map(
                  one ->
                      new Profile.Opening(one.getDayOfWeek() - 1, one.getOpens(), one.getCloses()))
              .toList(),
          duties.stream()
              .limit(DeclaredTimes.MOST_DUTIES)
              .filter(duty -> duty.getFrom().getEpochSecond() < duty.getTo().getEpochSecond())
              .map(
                  duty ->
                      new Profile.Duty(
                          duty.getFrom().getEpochSecond(), duty.getTo().getEpochSecond()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.negative(
          "control.admissions has opening hours of this pharmacy that cannot be: "
              + e.getMessage()
              + ". Have the admission put right (siegel admission).",
          e);
    }
  }
}
