package de.siegel.embedded.demo;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.session.CardTerminal;
import de.siegel.desk.ApplicationDesk;
import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.desk.TestApplicant;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.ti.ForgedCards;
import de.siegel.embedded.ti.TestCard;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.session.SessionRefused;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.control.ControlSignature;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The attack of July 2021, tried again on a running pipeline: an invented pharmacy wants to issue.
 * Nine things failed then; each is one scene here.
 *
 * <p>The pipeline must have at least three test pharmacies, the last two of them guests.
 */
public final class ForgedGuest implements AutoCloseable {
  /** What a pharmacy on probation may issue a day. */
  private static final int PROBATION = 50;

  private static final int REPLY_SECONDS = 30;
  private static final Duration BRAKE = Duration.ofSeconds(5);
  private static final String INVENTED = "3-4711.0815";
  private static final String OK = "OK";

  private final EmbeddedPipeline pipeline;
  private final TestAuthority authority;
  private final ApplicationDesk desk;
  private final PharmacyClient client;
  private final AuditTail audit;
  private final UnaryOperator<String> content;
  private final int member;
  private final int guest;

  /**
   * @param pharmacies how many test pharmacies there are
   * @param content a good request for a location, as JSON
   */
  public ForgedGuest(EmbeddedPipeline pipeline, int pharmacies, UnaryOperator<String> content) {
    this.pipeline = pipeline;
    this.authority = pipeline.authority();
    this.desk = pipeline.desk().applications();
    this.client = pipeline.client();
    this.audit = new AuditTail(pipeline);
    this.content = content;
    this.member = 1;
    this.guest = pharmacies;
  }

  /** Tries all nine, and tells each when it is over. */
  public List<Scene> run(Consumer<Scene> told) {
    List<Scene> scenes = new ArrayList<>();
    for (Supplier<Scene> scene :
        List.<Supplier<Scene>>of(
            this::papers,
            this::onePerson,
            this::addressOfTheForm,
            this::inventedId,
            this::noSuchPharmacy,
            this::stolenLogin,
            this::newIssuer,
            this::cohort,
            this::wayBack)) {
      Scene done = scene.get();
      told.accept(done);
      scenes.add(done);
    }
    return scenes;
  }

  private Scene papers() {
    String id = applied("3-DEMO.00001");
    return scene(
        "F1",
        "Copies of a permit and of a notice were taken for proof.",
        attempt(
            "A guest has papers of a permit, which nobody confirmed; an approver is told to sign",
            "EVIDENCE_INCOMPLETE",
            code(approve(id, authority.approvers().get(0)))));
  }

  private Scene onePerson() {
    AuthorityKey first = authority.approvers().get(0);
    AuthorityKey second = authority.approvers().get(1);
    String id = evidenced(TestAuthority.OWN_OF_FIRST_APPROVER);
    codeCameBack(id);
    return scene(
        "F2",
        "One side decided on an anonymous applicant, in one night.",
        attempt(
            "An approver signs for a pharmacy of his or her own",
            "APPLICANT_APPROVES",
            code(approve(id, first))),
        attempt("Another approver signs", OK, code(approve(id, second))),
        attempt("The same one signs again", "SAME_APPROVER", code(approve(id, second))));
  }

  private Scene addressOfTheForm() {
    String id = evidenced("3-DEMO.00003");
    return scene(
        "F3",
        "The access code went to an address that the applicant had written into the form.",
        attempt(
            "The code is to go to a letter box of the applicant's own",
            "ADDRESS_NOT_IN_REGISTER",
            code(desk.sendCode(id, "Postfach 17, 10115 Berlin", "desk"))));
  }

  private Scene inventedId() {
    TestCard card = authority.ti().forged().selfMade(INVENTED, "Sonnen-Apotheke");
    return scene(
        "F4",
        "A Telematik-ID of arbitrary digits was believed.",
        attempt(
            "There is no field to type one; a self-made card says " + INVENTED,
            "CA_UNKNOWN",
            code(new TestApplicant(desk, card).apply())));
  }

  private Scene noSuchPharmacy() {
    TestCard card = authority.ti().forged().unlisted(INVENTED, "Sonnen-Apotheke");
    return scene(
        "F5",
        "Nobody asked whether the pharmacy exists.",
        attempt(
            "Even a card that the real CA issued by mistake: no chamber knows the pharmacy",
            "REGISTER_NO_MATCH",
            code(new TestApplicant(desk, card).apply())));
  }

  private Scene stolenLogin() {
    String victim = TestPharmacies.id(member);
    CardTerminal card = pipeline.card(victim).orElseThrow();
    return scene(
        "F6",
        "One password for each pharmacy, on the open Internet.",
        attempt(
            "The certificate of a real pharmacy's card was copied, its key cannot be",
            "POP_FAILED",
            open(ForgedCards.copied(card.certificate()), victim)));
  }

  private Scene newIssuer() {
    List<Scene.Attempt> attempts = new ArrayList<>();
    TestCard real = authority.ti().card("3-DEMO.00004", "Apotheke am Test");
    String id = evidenced("3-DEMO.00004");
    attempts.add(
        attempt("An applicant issues before it is admitted", "NOT_ACTIVE", open(real, id)));
    codeCameBack(id);
    authority.approvers().forEach(approver -> approve(id, approver));
    attempts.add(
        attempt(
            "An honest guest: card, directory, licence, letter, two approvers",
            OK,
            pipeline.desk().applications().inForce(id).isPresent() ? OK : "NOT_ADMITTED",
            "admission.admit"));
    try {
      PharmacySession session = opened(real, id);
      String location =
          pipeline.desk().applications().inForce(id).orElseThrow().getLocations().get(0);
      for (int n = 0; n < PROBATION; n++) {
        if (!issued(session, location).equals(OK)) {
          break;
        }
      }
      attempts.add(
          attempt(
              "It issues " + PROBATION + " on its first day, and one more",
              "PROBATION_LIMIT",
              issued(session, location)));
    } catch (SessionRefused e) {
      attempts.add(attempt("It opens a session", OK, e.getMessage()));
    }
    return new Scene("F7", "A brand-new, unknown issuer raised nothing.", attempts);
  }

  private Scene cohort() {
    PharmacySession guests = session(guest);
    PharmacySession members = session(member);
    pipeline
        .brakes()
        .impose(
            RestrictionScope.COHORT,
            "",
            TestPharmacies.GUESTS,
            "every guest access is verified again",
            Optional.empty());
    Scene.Attempt braked =
        attempt(
            "A guest issues after its cohort was suspended",
            "PHARMACY_SUSPENDED",
            until("PHARMACY_SUSPENDED", guests, TestPharmacies.location(guest)));
    return scene(
        "F8",
        "For 470 doubtful accesses all 17,900 pharmacies stood still for eight days.",
        braked,
        attempt(
            "A member goes on all the while",
            OK,
            issued(members, TestPharmacies.location(member))));
  }

  private Scene wayBack() {
    pipeline
        .waves()
        .plan(
            TestPharmacies.GUESTS,
            List.of(1),
            new Gates(0.2, 0.05, 0, 50, Duration.ofHours(1)),
            "Jeder Gastzugang wird neu geprüft.");
    Scene.Attempt early = attempt("The first wave is opened at once", "NOT_VERIFIED", openWave());
    boolean all = pipeline.waves().verify().isEmpty();
    pipeline.waves().open();
    int first = guest - 1;
    Scene.Attempt back =
        attempt(
            "Card and directory entry verified again, the first wave is open",
            OK,
            all ? until(OK, session(first), TestPharmacies.location(first)) : "NOT_VERIFIED");
    return scene("F9", "There was no prepared way back; outages on the fourth day.", early, back);
  }

  private String openWave() {
    try {
      pipeline.waves().open();
      return OK;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static Scene scene(String id, String then, Scene.Attempt... attempts) {
    return new Scene(id, then, List.of(attempts));
  }

  /** An attempt that has just ended with "CODE" or "CODE: sentence". */
  private Scene.Attempt attempt(String what, String expected, String found) {
    return attempt(what, expected, found, expected.equals(OK) ? "" : expected);
  }

  private Scene.Attempt attempt(String what, String expected, String found, String mark) {
    String[] parts = found.split(": ", 2);
    return new Scene.Attempt(
        what,
        expected,
        parts[0],
        parts.length > 1 ? parts[1] : "",
        audit.next(line -> line.text().contains(mark) && tells(line)));
  }

  /** Not what lies between: announcements of signatures and the like. */
  private static boolean tells(AuditTail.Line line) {
    return line.event().getCommand() != null || line.event().getDecision() != null;
  }

  private static String code(Answer answer) {
    return answer instanceof Answer.Refused refused
        ? refused.code() + ": " + refused.sentence()
        : OK;
  }

  /** An application with a real card and its directory entry. */
  private String applied(String telematikId) {
    TestCard card = authority.ti().card(telematikId, "Apotheke am Test");
    return taken(new TestApplicant(desk, card).apply()).pharmacyId();
  }

  private static PharmacyFile taken(Answer answer) {
    if (answer instanceof Answer.Taken taken) {
      return taken.file();
    }
    throw new IllegalStateException("the desk refuses what it should take: " + answer);
  }

  /** With a licence too. */
  private String evidenced(String telematikId) {
    String id = applied(telematikId);
    taken(desk.confirmLicence(id, "Landesamt", "AZ 17/2021", "desk"));
    return id;
  }

  private void codeCameBack(String id) {
    String address =
        desk.file(id).orElseThrow().evidence().register().orElseThrow().entry().addresses().get(0);
    taken(desk.sendCode(id, address, "desk"));
    taken(desk.redeem(id, pipeline.letter(address).orElseThrow()));
  }

  private Answer approve(String id, AuthorityKey approver) {
    Optional<ControlPayload> draft = desk.draft(id);
    ControlSignature signature =
        draft.isEmpty()
            ? new ControlSignature(approver.id(), ByteBuffer.allocate(0))
            : ControlSignatures.sign(draft.get(), List.of(approver), CryptoProviders.choose().hot())
                .getSignatures()
                .get(0);
    return desk.approve(id, signature);
  }

  private String open(CardTerminal card, String pharmacyId) {
    try {
      client.open(card, pharmacyId, "terminal-1", "operator-1");
      return OK;
    } catch (SessionRefused e) {
      return e.getMessage();
    }
  }

  /** An admission takes a moment to come to the session authority. */
  private PharmacySession opened(CardTerminal card, String id) {
    long end = System.nanoTime() + BRAKE.toNanos();
    while (true) {
      try {
        return client.open(card, id, "terminal-1", "operator-1");
      } catch (SessionRefused e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private PharmacySession session(int number) {
    return pipeline.open(client, TestPharmacies.id(number), "terminal-1", "operator-1");
  }

  /** Asks until a brake has come through, which takes 2 s at most. */
  private String until(String expected, PharmacySession session, String location) {
    long end = System.nanoTime() + BRAKE.toNanos();
    String found = issued(session, location);
    while (!found.equals(expected) && System.nanoTime() < end) {
      found = issued(session, location);
    }
    return found;
  }

  private String issued(PharmacySession session, String location) {
    byte[] request = content.apply(location).getBytes(StandardCharsets.UTF_8);
    try {
      Reply reply =
          client
              .submit(session, new Request(UUID.randomUUID().toString(), request))
              .get(REPLY_SECONDS, TimeUnit.SECONDS);
      return reply.kind() == OutcomeKind.ISSUED
          ? OK
          : reply.errors().stream().map(ReplyError::code).findFirst().orElse(reply.kind().name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for an outcome", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no outcome came", e);
    }
  }

  @Override
  public void close() {
    audit.close();
    client.close();
  }
}
