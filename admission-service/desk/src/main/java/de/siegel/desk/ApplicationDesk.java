package de.siegel.desk;

import de.siegel.desk.domain.ActivationCode;
import de.siegel.desk.domain.AdmissionRules;
import de.siegel.desk.domain.DeskCode;
import de.siegel.desk.domain.DeskStep;
import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.ProbationRecord;
import de.siegel.desk.domain.SamePharmacy;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.LocationCodes;
import de.siegel.identity.session.CardProof;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.DraftBundle;
import de.siegel.servicekit.authority.PersonalSignatures;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.session.SessionRules;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The way in, as {@link AdmissionRules} decides, over {@link PharmacyFiles}; publishes the
 * admission that two approvers signed with their own keys, which it does not have. Drafts with a
 * first signature are in memory alone: after a restart both approvers sign a new one.
 */
public final class ApplicationDesk implements Suspensions {
  /** Who asks a card for its signature here. */
  static final String AUDIENCE = "admission-desk";

  private static final Pattern FILE_NUMBER = Pattern.compile("[\\p{L}0-9 ./:_-]{1,64}");

  /** Who has the letter: nobody asks for a name. */
  private static final String HOLDER_OF_LETTER = "letter";

  /** One that went wrong, one in the other class, and one that is right. */
  private static final int MOST_OPEN_OF_A_PHARMACY = 3;

  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final CardLogin cards;
  private final Post post;
  private final AdmissionBook admissions;
  private final Function<PharmacyFile, ProbationRecord> probation;
  private final SecureRandom random;
  private final InstantSource clock;
  private final PharmacyFiles files;
  private final Interests interests;
  private final Map<String, ControlRecord> drafts = new HashMap<>();
  private final Map<String, DraftBundle> activations = new HashMap<>();

  /**
   * @param post takes letters
   * @param admissions in force, by pharmacy; changed here when one is published
   * @param probation what a pharmacy did while on probation
   * @param interests which persons belong to which pharmacies
   */
  ApplicationDesk(
      PharmacyFiles files,
      ControlPublisher publisher,
      ControlSignatures signatures,
      CardLogin cards,
      Post post,
      AdmissionBook admissions,
      Function<PharmacyFile, ProbationRecord> probation,
      Interests interests,
      SecureRandom random,
      InstantSource clock) {
    this.files = files;
    this.publisher = publisher;
    this.signatures = signatures;
    this.cards = cards;
    this.post = post;
    this.admissions = admissions;
    this.probation = probation;
    this.interests = interests;
    this.random = random;
    this.clock = clock;
  }

  /** What became of a step. */
  public sealed interface Answer {
    /** It was taken. */
    record Taken(PharmacyFile file) implements Answer {}

    /**
     * It was not.
     *
     * @param code why
     * @param sentence what is wrong and what to do
     */
    record Refused(String code, String sentence) implements Answer {}
  }

  /** A pharmacy's file; empty if nobody applied under that id. */
  public synchronized Optional<PharmacyFile> file(String pharmacyId) {
    return files.find(pharmacyId);
  }

  /** All files, the latest change first. */
  public synchronized List<PharmacyFile> files() {
    return files.all().stream()
        .sorted(Comparator.comparing(PharmacyFile::since).reversed())
        .toList();
  }

  /** Who is on probation. */
  synchronized Set<String> onProbation() {
    return files.all().stream()
        .filter(file -> file.state() == AdmissionState.PROBATION)
        .map(PharmacyFile::pharmacyId)
        .collect(Collectors.toSet());
  }

  /**
   * What a pharmacy needs to apply.
   *
   * @param pharmacyId what its file will be called
   * @param challenge what its card has to sign
   */
  public record Invitation(String pharmacyId, byte[] challenge) {
    public Invitation {
      challenge = challenge.clone();
    }

    @Override
    public byte[] challenge() {
      return challenge.clone();
    }
  }

  /**
   * Begins an application. Nothing is kept of it, and anybody may ask as often as they like: a file
   * is opened when a card has signed.
   *
   * @throws IllegalArgumentException if it is neither a member's nor a guest's
   */
  public Invitation invite(OnboardingClass onboardingClass) {
    requireKnown(onboardingClass);
    String id = "p-" + hex(8);
    return new Invitation(id, cards.challenge(AUDIENCE, application(id, onboardingClass)));
  }

  private static void requireKnown(OnboardingClass onboardingClass) {
    if (onboardingClass == OnboardingClass.UNKNOWN) {
      throw refusal(DeskCode.CLASS_UNKNOWN);
    }
  }

  private static IllegalArgumentException refusal(DeskCode code) {
    return new IllegalArgumentException(code.name() + ": " + code.sentence());
  }

  private static byte[] application(String pharmacyId, OnboardingClass onboardingClass) {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/admission-application/v2")
            .add(pharmacyId)
            .add(onboardingClass.name())
            .bytes());
  }

  /** Opens a file for a card that answered an invitation; checked as by {@link #proveCard}. */
  public Answer apply(String pharmacyId, OnboardingClass onboardingClass, CardProof proof) {
    return applyLater(pharmacyId, onboardingClass, proof).join();
  }

  /** As {@link #apply}, while nobody waits. */
  CompletableFuture<Answer> applyLater(
      String pharmacyId, OnboardingClass onboardingClass, CardProof proof) {
    requireKnown(onboardingClass);
    return proven(
        proof,
        application(pharmacyId, onboardingClass),
        entry -> applied(pharmacyId, onboardingClass, entry, Sha256.of(proof.certificate())));
  }

  private CompletableFuture<Answer> proven(
      CardProof proof, byte[] binding, Function<RegisterEntry, Answer> then) {
    return cards
        .check(proof, binding)
        .thenApply(
            checked ->
                checked
                    .refusal()
                    .map(files::refused)
                    .orElseGet(() -> then.apply(checked.orElseThrow().entry())));
  }

  /** A card that passed V1 to V10 applies. */
  synchronized Answer applied(
      String pharmacyId,
      OnboardingClass onboardingClass,
      RegisterEntry entry,
      byte[] certificateHash) {
    DeskStep.Apply step = new DeskStep.Apply(pharmacyId, onboardingClass);
    if (isAdmittedElsewhere(pharmacyId, entry.telematikId())) {
      return files.refused(pharmacyId, step, DeskCode.ALREADY_ADMITTED);
    }
    long open =
        files.others(pharmacyId, entry.telematikId()).stream()
            .filter(SamePharmacy::isUnderWay)
            .count();
    if (open >= MOST_OPEN_OF_A_PHARMACY) {
      return files.refused(pharmacyId, step, DeskCode.APPLIED_OFTEN);
    }
    Answer answer = files.take(pharmacyId, step, applicant(certificateHash));
    return answer instanceof Answer.Taken ? proven(pharmacyId, entry, certificateHash) : answer;
  }

  /** Told apart from the ids of persons' keys at a glance, and nobody can choose it. */
  static String applicant(byte[] certificateHash) {
    return "card:" + HexFormat.of().formatHex(certificateHash).substring(0, 32);
  }

  /**
   * A challenge that a card signs for a file that is there, to prove it anew.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public byte[] challenge(String pharmacyId) {
    if (file(pharmacyId).isEmpty()) {
      throw refusal(DeskCode.UNKNOWN_PHARMACY);
    }
    return cards.challenge(AUDIENCE, renewal(pharmacyId));
  }

  private static byte[] renewal(String pharmacyId) {
    return Sha256.of(
        PreAuthenticationEncoding.of("siegel/admission-card/v1").add(pharmacyId).bytes());
  }

  /** Checks a card (V1 to V9) and looks its pharmacy up in the directory (V10); waits for both. */
  public Answer proveCard(String pharmacyId, CardProof proof) {
    return proveCardLater(pharmacyId, proof).join();
  }

  /** As {@link #proveCard}, while nobody waits: others are asked, and may not answer. */
  CompletableFuture<Answer> proveCardLater(String pharmacyId, CardProof proof) {
    return proven(
        proof,
        renewal(pharmacyId),
        entry -> proven(pharmacyId, entry, Sha256.of(proof.certificate())));
  }

  /** A card has passed V1 to V10, and this is its pharmacy. */
  synchronized Answer proven(String pharmacyId, RegisterEntry entry, byte[] certificateHash) {
    Instant now = clock.instant();
    String applicant = applicant(certificateHash);
    Evidence.Card card =
        new Evidence.Card(entry.telematikId(), HexFormat.of().formatHex(certificateHash), now);
    DeskStep.ProveCard step = new DeskStep.ProveCard(card);
    if (isAdmittedElsewhere(pharmacyId, entry.telematikId())) {
      return files.refused(pharmacyId, step, DeskCode.ALREADY_ADMITTED);
    }
    Answer first = files.take(pharmacyId, step, applicant);
    return first instanceof Answer.Taken
        ? files.take(
            pharmacyId, new DeskStep.FindInRegister(new Evidence.Register(entry, now)), applicant)
        : first;
  }

  /** Other files of the same pharmacy, the newest first: what approvers have to know. */
  synchronized List<PharmacyFile> others(PharmacyFile file) {
    return file.evidence()
        .card()
        .map(card -> files.others(file.pharmacyId(), card.telematikId()))
        .orElse(List.of());
  }

  /** Files of what may be the same pharmacy under another Telematik-ID. */
  synchronized List<PharmacyFile> atTheSameAddress(PharmacyFile file) {
    return files.atTheSameAddress(file);
  }

  private boolean isAdmittedElsewhere(String pharmacyId, String telematikId) {
    return files.others(pharmacyId, telematikId).stream().anyMatch(SamePharmacy::isAdmitted)
        || admissions
            .all()
            .filter(admission -> files.find(admission.getPharmacyId()).isEmpty())
            .filter(admission -> SessionRules.mayIssue(admission.getState()))
            .anyMatch(admission -> admission.getTelematikIds().contains(telematikId));
  }

  /**
   * Notes that the authority which issued a guest's licence confirmed it.
   *
   * @param reference its file number there
   * @param person of the desk who asked
   */
  public synchronized Answer confirmLicence(
      String pharmacyId, String origin, String reference, String person) {
    requireFileNumber("origin", origin);
    requireFileNumber("reference", reference);
    DeskStep.ConfirmLicence step =
        new DeskStep.ConfirmLicence(
            new Evidence.Licence(origin, reference, clock.instant(), person));
    return isOwn(pharmacyId, person)
        ? files.refused(pharmacyId, step, DeskCode.APPLICANT_APPROVES)
        : files.take(pharmacyId, step, person);
  }

  private static void requireFileNumber(String field, String text) {
    if (!FILE_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          field + ": must have 1 to 64 letters, digits, blanks and . / : _ -");
    }
  }

  /**
   * Sends a code by letter.
   *
   * @param address one of the directory's entry
   */
  public synchronized Answer sendCode(String pharmacyId, String address, String person) {
    String code = hex(16).toUpperCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1-");
    Answer answer =
        files.take(pharmacyId, new DeskStep.SendCode(ActivationCode.hashOf(code), address), person);
    if (answer instanceof Answer.Taken) {
      post.send(pharmacyId, address, code);
    }
    return answer;
  }

  /** Takes the code back. */
  public synchronized Answer redeem(String pharmacyId, String code) {
    return files.take(pharmacyId, new DeskStep.RedeemCode(code), HOLDER_OF_LETTER);
  }

  /**
   * The admission as it would be published: what an approver looks at and signs. Drafted anew when
   * another record came before it.
   *
   * @return empty if there is nothing to be signed yet
   */
  public synchronized Optional<ControlPayload> draft(String pharmacyId) {
    Optional<PharmacyFile> file =
        file(pharmacyId)
            .filter(
                known ->
                    known.state() == AdmissionState.EVIDENCED
                        || known.state() == AdmissionState.VERIFIED);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Optional<ControlPayload> present = drafted(pharmacyId);
    if (present
        .filter(draft -> publisher.isNext(draft))
        .filter(draft -> isFor(draft, file.get()))
        .isPresent()) {
      return present;
    }
    if (!file.get().approvers().isEmpty()) {
      files.take(pharmacyId, new DeskStep.Redraft(), AUDIENCE);
    }
    ControlPayload draft =
        publisher.draft(
            TopicCatalogue.ADMISSIONS,
            pharmacyId,
            header -> new ControlPayload.OfAdmission(admission(header, file.get())));
    drafts.put(pharmacyId, new ControlRecord(ByteBuffer.wrap(draft.bytes()), List.of()));
    return Optional.of(draft);
  }

  private Optional<ControlPayload> drafted(String pharmacyId) {
    return Optional.ofNullable(drafts.get(pharmacyId))
        .flatMap(record -> ControlPayload.read(bytes(record)));
  }

  private static byte[] bytes(ControlRecord record) {
    return Bytes.of(record.getPayload());
  }

  private static boolean isFor(ControlPayload draft, PharmacyFile file) {
    return draft instanceof ControlPayload.OfAdmission admission
        && admission.value().getEvidenceHash().equals(evidenceHash(file));
  }

  private static ByteBuffer evidenceHash(PharmacyFile file) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(file.evidenceHash()));
  }

  private Admission admission(ControlHeader header, PharmacyFile file) {
    String onboarding = file.onboardingClass().name().toLowerCase(Locale.ROOT);
    String month = header.getIssuedAt().toString().substring(0, "2026-11".length());
    byte[] seed = new byte[LocationCodes.SEED_LENGTH];
    random.nextBytes(seed);
    return new Admission(
        header,
        file.pharmacyId(),
        AdmissionState.PROBATION,
        file.onboardingClass(),
        List.of("class-" + onboarding, "class-" + onboarding + "-" + month),
        List.of(newLocation()),
        ByteBuffer.wrap(seed),
        List.of(file.evidence().card().orElseThrow().telematikId()),
        List.of(),
        List.of(),
        0,
        null,
        evidenceHash(file),
        List.of(),
        List.of(),
        file.evidence()
            .register()
            .map(register -> register.entry().region())
            .orElse(RegisterEntry.NOWHERE));
  }

  /** Random, and no other pharmacy's: of 18,000 two would share one once in 26 countries. */
  private String newLocation() {
    String location = "APO" + hex(4).toUpperCase(Locale.ROOT);
    return admissions.all().anyMatch(known -> known.getLocations().contains(location))
        ? newLocation()
        : location;
  }

  /**
   * Takes an approver's signature over the draft, and publishes it when it is the second one.
   *
   * @param signature by a key that the root of trust names for admissions
   */
  public synchronized Answer approve(String pharmacyId, ControlSignature signature) {
    ControlRecord draft = drafts.get(pharmacyId);
    boolean genuine =
        draft != null
            && signatures.isOfAuthority(TopicCatalogue.ADMISSIONS, bytes(draft), signature);
    if (draft != null && !genuine) {
      return new Answer.Refused(
          "SIGNATURE_INVALID",
          "The signature is not by a key of the admissions role over this draft. Fetch the draft"
              + " again, look at it, and sign that.");
    }
    Optional<ControlPayload> drafted = drafted(pharmacyId);
    if (drafted.filter(payload -> !publisher.isNext(payload)).isPresent()) {
      draft(pharmacyId);
      return new Answer.Refused(
          "DRAFT_OVERTAKEN",
          "Another record was published first. Fetch the new draft; both approvers sign that.");
    }
    DeskStep.Approve step =
        approval(
            pharmacyId, drafted.map(ApplicationDesk::signedFor).orElse(""), signature.getKeyId());
    boolean twice =
        file(pharmacyId)
            .flatMap(file -> file.evidence().card())
            .filter(card -> isAdmittedElsewhere(pharmacyId, card.telematikId()))
            .isPresent();
    if (twice) {
      return files.refused(pharmacyId, step, DeskCode.ALREADY_ADMITTED);
    }
    Answer answer = files.take(pharmacyId, step, signature.getKeyId());
    if (answer instanceof Answer.Taken taken) {
      List<ControlSignature> all = new ArrayList<>(draft.getSignatures());
      all.add(signature);
      drafts.put(pharmacyId, new ControlRecord(draft.getPayload(), all));
      return taken.file().state() == AdmissionState.VERIFIED ? publish(pharmacyId) : answer;
    }
    return answer;
  }

  /** Notes admissions that were published just before the desk stopped. */
  synchronized void noteAdmitted() {
    for (PharmacyFile file : files.all()) {
      Admission published = admissions.find(file.pharmacyId()).orElse(null);
      if (file.state() == AdmissionState.VERIFIED
          && published != null
          && published.getEvidenceHash().equals(evidenceHash(file))) {
        files.take(file.pharmacyId(), new DeskStep.Admit(), AUDIENCE);
      } else if (file.state() == AdmissionState.PROBATION
          && published != null
          && published.getState() == AdmissionState.ACTIVE) {
        files.take(file.pharmacyId(), new DeskStep.EndProbation(probation.apply(file)), AUDIENCE);
      }
    }
  }

  /**
   * The admission without probation, as it would be published: what two persons look at and sign.
   *
   * @throws IllegalArgumentException if it is too early, or the record is not clean
   */
  public synchronized ControlPayload activation(String pharmacyId) {
    return activationBundle(pharmacyId).drafts().get(0);
  }

  private DraftBundle activationBundle(String pharmacyId) {
    files
        .dryRun(pharmacyId)
        .then(endProbation(pharmacyId), AUDIENCE)
        .refusal()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    DraftBundle bundle = activations.get(pharmacyId);
    if (bundle == null || !publisher.areNext(bundle.drafts())) {
      bundle =
          new DraftBundle(
              List.of(
                  publisher.draft(
                      TopicCatalogue.ADMISSIONS,
                      pharmacyId,
                      header ->
                          new ControlPayload.OfAdmission(
                              Admission.newBuilder(admissions.find(pharmacyId).orElseThrow())
                                  .setHeader(header)
                                  .setState(AdmissionState.ACTIVE)
                                  .build()))));
      activations.put(pharmacyId, bundle);
    }
    return bundle;
  }

  private DeskStep endProbation(String pharmacyId) {
    return new DeskStep.EndProbation(
        file(pharmacyId).map(probation).orElse(new ProbationRecord(0, 0, 0)));
  }

  /** The admission of a pharmacy in force; empty if it has none. */
  public Optional<Admission> inForce(String pharmacyId) {
    return admissions.find(pharmacyId);
  }

  /** The bytes of it that were signed. */
  Optional<byte[]> signedBytes(String pharmacyId) {
    return admissions.signedBytes(pharmacyId);
  }

  /**
   * Takes a person's signature over an activation, and publishes it when it is the second one.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public synchronized PharmacyFile activate(String pharmacyId, PersonalSignatures person) {
    DraftBundle bundle = activationBundle(pharmacyId);
    if (isOwn(pharmacyId, person.keyId())) {
      throw refusal(DeskCode.APPLICANT_APPROVES);
    }
    bundle.sign(person, signatures);
    if (bundle.signers() < AdmissionRules.APPROVERS) {
      return files.find(pharmacyId).orElseThrow();
    }
    ControlPublisher.Published published =
        publisher
            .publishDrafts(bundle.records(), signatures)
            .orElseThrow(() -> new IllegalStateException("no reader would follow the draft"))
            .get(0);
    published.await();
    activations.remove(pharmacyId);
    admissions.put((ControlPayload.OfAdmission) bundle.drafts().get(0));
    files.take(pharmacyId, endProbation(pharmacyId), published.signers(), published.sequence());
    return files.find(pharmacyId).orElseThrow();
  }

  /** Why a pharmacy would not be revoked; empty if it would be. */
  synchronized Optional<String> keepsFromRevoking(String pharmacyId, String reason, String person) {
    return files.dryRun(pharmacyId).then(new DeskStep.Revoke(reason), person).refusal();
  }

  /** Ends a pharmacy's file for good; whoever calls this stops the pharmacy first. */
  synchronized Answer revoke(String pharmacyId, String reason, String person) {
    return files.take(pharmacyId, new DeskStep.Revoke(reason), person);
  }

  @Override
  public synchronized void suspended(String pharmacyId, String reason, String person) {
    file(pharmacyId)
        .filter(PharmacyFile::mayBeSuspended)
        .ifPresent(file -> files.take(pharmacyId, new DeskStep.Suspend(reason), person));
  }

  @Override
  public synchronized Optional<String> keepsStopped(String pharmacyId, Collection<String> persons) {
    Optional<PharmacyFile> file = file(pharmacyId);
    if (file.filter(known -> known.state() == AdmissionState.REVOKED).isPresent()) {
      return Optional.of("REVOKED: The pharmacy was revoked for good. It has to apply anew.");
    }
    if (file.filter(known -> known.state() == AdmissionState.SUSPENDED).isEmpty()) {
      return Optional.empty();
    }
    PharmacyFiles.DryRun run = files.dryRun(pharmacyId);
    for (String person : persons) {
      run = run.then(approval(pharmacyId, file.get().evidenceHash(), person), person);
    }
    if (persons.size() >= AdmissionRules.APPROVERS) {
      run = run.then(new DeskStep.Reopen(), AUDIENCE);
    } else if (!file.get().evidence().isSince(file.get().since())) {
      run = run.refused(DeskCode.NOT_VERIFIED_AGAIN);
    }
    return run.refusal();
  }

  @Override
  public synchronized void reopened(String pharmacyId, Collection<String> persons) {
    Optional<PharmacyFile> file =
        file(pharmacyId).filter(known -> known.state() == AdmissionState.SUSPENDED);
    if (file.isPresent()) {
      for (String person : persons) {
        files.take(pharmacyId, approval(pharmacyId, file.get().evidenceHash(), person), person);
      }
      files.take(pharmacyId, new DeskStep.Reopen(), persons, 0);
    }
  }

  private DeskStep.Approve approval(String pharmacyId, String evidenceHash, String person) {
    return new DeskStep.Approve(evidenceHash, isOwn(pharmacyId, person));
  }

  private boolean isOwn(String pharmacyId, String person) {
    return file(pharmacyId)
        .flatMap(file -> file.evidence().card())
        .filter(card -> interests.has(person, card.telematikId()))
        .isPresent();
  }

  private static String signedFor(ControlPayload draft) {
    Admission admission = ((ControlPayload.OfAdmission) draft).value();
    return HexFormat.of().formatHex(Bytes.of(admission.getEvidenceHash()));
  }

  private Answer publish(String pharmacyId) {
    ControlPayload.OfAdmission admission =
        (ControlPayload.OfAdmission) drafted(pharmacyId).orElseThrow();
    ControlPublisher.Published published =
        publisher
            .publishDraft(drafts.get(pharmacyId), signatures)
            .orElseThrow(() -> new IllegalStateException("no reader would follow the draft"));
    published.await();
    drafts.remove(pharmacyId);
    admissions.put(admission);
    return files.take(pharmacyId, new DeskStep.Admit(), published.signers(), published.sequence());
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
