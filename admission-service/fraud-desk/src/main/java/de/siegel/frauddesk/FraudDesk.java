package de.siegel.frauddesk;

import de.siegel.frauddesk.FraudAnswer.Drafted;
import de.siegel.frauddesk.FraudAnswer.Refused;
import de.siegel.frauddesk.domain.ConfigurationChange;
import de.siegel.frauddesk.domain.ConfigurationRules;
import de.siegel.frauddesk.domain.Refusal;
import de.siegel.frauddesk.domain.RefusalCode;
import de.siegel.frauddesk.domain.ReleaseRules;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Drafts configurations and releases, collects persons' signatures over them, and publishes what
 * enough have signed. It has no key that could.
 */
public final class FraudDesk {
  private static final String TOPIC = TopicCatalogue.FRAUD_CONFIGURATION;
  private static final String CONFIGURATION = "fraud-configuration";
  private static final String RELEASE = "release/";

  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final FraudTrail trail;
  private final FraudBook book;
  private final Drafts drafts;
  private final Predicate<String> isKnown;
  private final int needed;
  private final InstantSource clock;

  /**
   * @param isKnown whether a pharmacy was ever admitted
   * @param needed so many persons have to sign
   */
  FraudDesk(
      ControlPublisher publisher,
      ControlSignatures signatures,
      FraudTrail trail,
      FraudBook book,
      Drafts drafts,
      Predicate<String> isKnown,
      int needed,
      InstantSource clock) {
    this.publisher = publisher;
    this.signatures = signatures;
    this.trail = trail;
    this.book = book;
    this.drafts = drafts;
    this.isKnown = isKnown;
    this.needed = needed;
    this.clock = clock;
  }

  /** What is in force. */
  FraudBook book() {
    return book;
  }

  /**
   * Drafts the configuration that follows the one in force.
   *
   * @param set parameters to name, with their values
   * @param unset parameters to name no longer, so that their standard holds
   */
  public synchronized FraudAnswer draftConfiguration(Map<String, Double> set, Set<String> unset) {
    ConfigurationChange change = ConfigurationRules.change(book.parameters(), set, unset);
    if (change instanceof ConfigurationChange.Refused refused) {
      return refused("configuration", refused.refusals());
    }
    Map<String, Double> next = new TreeMap<>(((ConfigurationChange.Accepted) change).parameters());
    return add(
        publisher.draft(
            TOPIC,
            CONFIGURATION,
            header ->
                new ControlPayload.OfFraudConfiguration(new FraudConfiguration(header, next))));
  }

  /**
   * Drafts the release of what fraud-check stops of a pharmacy up to now.
   *
   * @param growth so many times as much as before is usual from now on
   * @throws de.siegel.servicekit.control.ControlUnavailable if nobody can tell now whether there is
   *     such a pharmacy
   */
  public synchronized FraudAnswer draftRelease(String pharmacyId, double growth, String reason) {
    List<Refusal> refusals =
        ReleaseRules.refusals(pharmacyId, isKnown.test(pharmacyId), growth, reason);
    if (!refusals.isEmpty()) {
      return refused("release", refusals);
    }
    return add(
        publisher.draft(
            TOPIC,
            RELEASE + pharmacyId,
            header ->
                new ControlPayload.OfHoldRelease(
                    new HoldRelease(header, pharmacyId, header.getIssuedAt(), growth, reason))));
  }

  private FraudAnswer add(ControlPayload payload) {
    Optional<PendingDraft> draft = drafts.add(payload, clock.instant(), publisher::isNext);
    return draft.isPresent()
        ? shown(draft.get())
        : refused(
            "draft",
            List.of(
                new Refusal(
                    RefusalCode.TOO_MANY_DRAFTS,
                    "",
                    Drafts.MOST
                        + " drafts wait for a second person. Have some of them signed, or wait"
                        + " until they expire.")));
  }

  private Drafted shown(PendingDraft draft) {
    return new Drafted(
        draft.id(),
        draft.payload(),
        draft.bytes(),
        book.before(draft.payload()),
        draft.bundle().persons(),
        needed,
        drafts.expires(draft).truncatedTo(ChronoUnit.SECONDS));
  }

  /** The drafts that can still be signed, the oldest first. */
  public synchronized List<Drafted> drafts() {
    return drafts.all(clock.instant()).stream()
        .filter(draft -> publisher.isNext(draft.payload()))
        .map(this::shown)
        .toList();
  }

  /** A draft, to be looked at before it is signed. */
  public synchronized FraudAnswer draft(String id) {
    Optional<PendingDraft> draft = drafts.find(id, clock.instant());
    if (draft.isEmpty()) {
      return refused("draft", List.of(unknown()));
    }
    return publisher.isNext(draft.get().payload())
        ? shown(draft.get())
        : refused("draft", List.of(overtaken()));
  }

  /**
   * Takes a person's signature over a draft, and publishes it when enough persons have signed; a
   * second signature of the same person counts once.
   */
  public synchronized FraudAnswer sign(String id, PersonalSignatures person) {
    Optional<PendingDraft> found = drafts.find(id, clock.instant());
    if (found.isEmpty()) {
      return refused("sign", List.of(unknown()));
    }
    PendingDraft draft = found.get();
    try {
      draft.bundle().sign(person, signatures);
    } catch (IllegalArgumentException e) {
      return refused("sign", List.of(notBySuchAKey()));
    }
    if (!publisher.isNext(draft.payload())) {
      return overtaken(draft, person);
    }
    return draft.bundle().signers() < needed ? shown(draft) : publish(draft, person);
  }

  private FraudAnswer publish(PendingDraft draft, PersonalSignatures last) {
    Map<String, Double> before = book.parameters();
    Optional<List<ControlPublisher.Published>> published =
        publisher.publishDrafts(draft.bundle().records(), signatures);
    if (published.isEmpty()) {
      return overtaken(draft, last);
    }
    drafts.remove(draft);
    ControlPublisher.Published one = published.get().get(0);
    one.await();
    book.put(draft.payload(), draft.bytes(), one.signers());
    trail.published(draft, before, one);
    return new FraudAnswer.Published(draft.id(), draft.payload(), one.signers());
  }

  private FraudAnswer overtaken(PendingDraft draft, PersonalSignatures person) {
    drafts.remove(draft);
    trail.refused(draft.id(), RefusalCode.DRAFT_OVERTAKEN, person.keyId());
    return new Refused(List.of(overtaken()));
  }

  private FraudAnswer refused(String what, List<Refusal> refusals) {
    trail.refused(what, refusals);
    return new Refused(refusals);
  }

  private static Refusal unknown() {
    return new Refusal(
        RefusalCode.DRAFT_UNKNOWN,
        "id",
        "There is no such draft: it was published, has expired, or the desk was started again."
            + " Draft it anew.");
  }

  private static Refusal overtaken() {
    return new Refusal(
        RefusalCode.DRAFT_OVERTAKEN,
        "id",
        "Something else was published after this was drafted, so no reader would follow it. Look"
            + " at what is in force now, and draft it anew.");
  }

  private static Refusal notBySuchAKey() {
    return new Refusal(
        RefusalCode.SIGNATURE_INVALID,
        "signatures",
        "The signature is not by a key that the root of trust names for "
            + CONFIGURATION
            + " over just this draft. Fetch the draft again, look at it, and sign that.");
  }
}
