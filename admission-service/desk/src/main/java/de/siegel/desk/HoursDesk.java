package de.siegel.desk;

import de.siegel.desk.domain.DeclaredHours;
import de.siegel.desk.domain.HoursRules;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Publishes when a pharmacy is open and has emergency duty, when two persons have signed it: a time
 * that is declared lets a pharmacy issue that was closed then.
 */
public final class HoursDesk {
  private final ControlPublisher publisher;
  private final Consumer<Command> trail;
  private final AdmissionBook admissions;
  private final Interests interests;
  private final InstantSource clock;
  private final TwoPersonDrafts<DeclaredHours> drafts;

  /**
   * @param admissions in force; changed here when one is published
   * @param interests of persons: nobody signs for a pharmacy of their own
   */
  HoursDesk(
      ControlPublisher publisher,
      ControlSignatures signatures,
      Consumer<Command> trail,
      AdmissionBook admissions,
      Interests interests,
      InstantSource clock) {
    this.publisher = publisher;
    this.trail = trail;
    this.admissions = admissions;
    this.interests = interests;
    this.clock = clock;
    this.drafts = new TwoPersonDrafts<>(publisher, signatures);
  }

  /** What is declared now is in it; empty if the pharmacy is not admitted. */
  public Optional<Admission> inForce(String pharmacyId) {
    return admissions.find(pharmacyId);
  }

  /** The bytes of it that were signed. */
  Optional<byte[]> signedBytes(String pharmacyId) {
    return admissions.signedBytes(pharmacyId);
  }

  /**
   * The admission as it would be published: what a person looks at and signs.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized ControlPayload draft(String pharmacyId, DeclaredHours asked) {
    requirePossible(pharmacyId, asked);
    return drafts.draft(pharmacyId, asked, () -> drafted(pharmacyId, asked));
  }

  /**
   * Takes a person's signature over a {@link #draft}, and publishes it when it is the second one.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public synchronized Signed sign(
      String pharmacyId, DeclaredHours asked, PersonalSignatures person) {
    requirePossible(pharmacyId, asked);
    interests.requireNotOwn(person.keyId(), admissions.find(pharmacyId));
    return drafts.sign(
        pharmacyId, asked, () -> drafted(pharmacyId, asked), person, this::published);
  }

  private void published(ControlPayload draft, ControlPublisher.Published published) {
    ControlPayload.OfAdmission admission = (ControlPayload.OfAdmission) draft;
    admissions.put(admission);
    published.await();
    trail.accept(
        new Command(
            "admission.hours",
            published.signers(),
            admission.value().getPharmacyId()
                + " hours "
                + admission.value().getOpeningHours().size()
                + " duties "
                + admission.value().getDuties().size(),
            published.sequence()));
  }

  private void requirePossible(String pharmacyId, DeclaredHours asked) {
    HoursRules.problem(admissions.find(pharmacyId), asked, clock.instant())
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  private ControlPayload drafted(String pharmacyId, DeclaredHours asked) {
    Admission after =
        HoursRules.after(admissions.find(pharmacyId).orElseThrow(), asked, clock.instant());
    ControlPayload draft =
        publisher.draft(
            TopicCatalogue.ADMISSIONS,
            pharmacyId,
            header ->
                new ControlPayload.OfAdmission(
                    Admission.newBuilder(after).setHeader(header).build()));
    byte[] before = admissions.signedBytes(pharmacyId).orElseThrow();
    // Else what was published a moment ago would be taken back.
    if (!Arrays.equals(Sha256.of(before), Bytes.of(draft.header().getPrevious()))) {
      throw new IllegalArgumentException(
          "DRAFT_OVERTAKEN: the admission is just being changed. Give the command again.");
    }
    return draft;
  }
}
