package de.siegel.desk;

import de.siegel.desk.domain.ConfirmerRules;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Publishes who may confirm requests of a pharmacy, and who may no more, when two persons have
 * signed it.
 */
public final class ConfirmerDesk {
  private final ControlPublisher publisher;
  private final Consumer<Command> trail;
  private final AdmissionBook admissions;
  private final Interests interests;
  private final Map<String, Confirmer> known = new TreeMap<>();
  private final TwoPersonDrafts<Confirmer> drafts;

  /**
   * @param admissions in force
   * @param interests of persons: nobody enrols for a pharmacy of their own
   * @param before what was published before
   */
  ConfirmerDesk(
      ControlPublisher publisher,
      ControlSignatures signatures,
      Consumer<Command> trail,
      AdmissionBook admissions,
      Interests interests,
      Collection<Confirmer> before) {
    this.publisher = publisher;
    this.trail = trail;
    this.admissions = admissions;
    this.interests = interests;
    this.drafts = new TwoPersonDrafts<>(publisher, signatures);
    before.forEach(confirmer -> known.put(Confirmers.id(confirmer), confirmer));
  }

  /** Who confirms for a pharmacy or did so once, by id. */
  public synchronized Map<String, Confirmer> of(String pharmacyId) {
    Map<String, Confirmer> found = new TreeMap<>(known);
    found.values().removeIf(confirmer -> !confirmer.getPharmacyId().equals(pharmacyId));
    return found;
  }

  /**
   * A record as it would be published: what a person looks at and signs.
   *
   * @param wanted whose, and with which state; of one to be revoked only what its id is made of is
   *     looked at
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public synchronized ControlPayload draft(Confirmer wanted) {
    String id = Confirmers.id(wanted);
    Confirmer whole = checked(id, wanted);
    return drafts.draft(id, whole, () -> drafted(id, whole));
  }

  /**
   * Takes a person's signature over a {@link #draft}, and publishes it when it is the second one.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public synchronized Signed sign(Confirmer wanted, PersonalSignatures person) {
    String id = Confirmers.id(wanted);
    Confirmer whole = checked(id, wanted);
    if (wanted.getState() == ConfirmerState.ACTIVE) {
      interests.requireNotOwn(person.keyId(), admissions.find(wanted.getPharmacyId()));
    }
    return drafts.sign(id, whole, () -> drafted(id, whole), person, this::published);
  }

  private void published(ControlPayload draft, ControlPublisher.Published published) {
    String id = draft.header().getId();
    Confirmer confirmer = ((ControlPayload.OfConfirmer) draft).value();
    known.put(id, confirmer);
    published.await();
    trail.accept(
        new Command(
            "admission.confirmer",
            published.signers(),
            id + " " + confirmer.getKind() + " " + confirmer.getState(),
            published.sequence()));
  }

  private Confirmer checked(String id, Confirmer asked) {
    Confirmer wanted = wanted(asked, known.get(id));
    ConfirmerRules.problem(
            wanted,
            Optional.ofNullable(known.get(id)).map(Confirmer::getState),
            (int)
                of(asked.getPharmacyId()).values().stream()
                    .filter(confirmer -> confirmer.getState() == ConfirmerState.ACTIVE)
                    .count(),
            admissions::isKnown,
            telematikId ->
                admissions.all().anyMatch(one -> one.getTelematikIds().contains(telematikId)))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return wanted;
  }

  /** What is revoked keeps all else that it said. */
  private static Confirmer wanted(Confirmer asked, Confirmer before) {
    if (asked.getState() != ConfirmerState.REVOKED || before == null) {
      return asked;
    }
    Confirmer revoked = copy(before);
    revoked.setHeader(null);
    revoked.setState(ConfirmerState.REVOKED);
    return revoked;
  }

  private ControlPayload drafted(String id, Confirmer wanted) {
    return publisher.draft(
        TopicCatalogue.ADMISSIONS,
        id,
        header -> {
          Confirmer draft = copy(wanted);
          draft.setHeader(header);
          return new ControlPayload.OfConfirmer(draft);
        });
  }

  private static Confirmer copy(Confirmer confirmer) {
    return new Confirmer(
        confirmer.getHeader(),
        confirmer.getPharmacyId(),
        confirmer.getKind(),
        confirmer.getTelematikId(),
        confirmer.getCredentialId(),
        confirmer.getPublicKey(),
        confirmer.getRelyingPartyId(),
        confirmer.getOrigin(),
        confirmer.getState());
  }
}
