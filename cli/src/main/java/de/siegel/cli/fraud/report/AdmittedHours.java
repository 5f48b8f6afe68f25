package de.siegel.cli.fraud.report;

import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.TrailReading;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The opening hours that a pharmacy was admitted with. */
final class AdmittedHours {
  private AdmittedHours() {}

  /**
   * Those that {@code control.admissions} has now; empty if it does not know the pharmacy. They may
   * have been others in the time that is counted.
   */
  static Optional<Hours> of(Cluster cluster, String pharmacy) {
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
    return Optional.ofNullable(last.get()).map(Admission::getOpeningHours).map(Hours::of);
  }
}
