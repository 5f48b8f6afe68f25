package de.siegel.embedded.ti;

import de.siegel.identity.card.CardChallenge;
import de.siegel.identity.session.CardProof;
import de.siegel.identity.session.SessionApplication;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.servicekit.card.CardLogin;
import de.siegel.servicekit.testing.TestHouse;
import de.siegel.sessionauthority.SessionDesk;
import de.siegel.sessionauthority.TestSessionDesk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A simulated TI and a session authority in front of it, and what it writes. */
final class LoginBench {
  final TestTi ti = new TestTi();
  final TestHouse house;

  /** Where the status of cards was asked. */
  final List<String> asked = new ArrayList<>();

  /** What responder and directory answer, if it is not what the simulator says. */
  CompletableFuture<byte[]> statusAnswer;

  CompletableFuture<byte[]> directoryAnswer;

  private final MockProducer<byte[], byte[]> written =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SessionDesk desk;
  private int sessions;

  /** Without a trust list. */
  LoginBench(Path folder) {
    house = new TestHouse(folder);
    house.admit(
        TestHouse.PHARMACY, admission -> admission.setTelematikIds(List.of(TestTi.TELEMATIK_ID)));
    CardLogin cards =
        new CardLogin(
            (issuer, request) -> {
              asked.add(issuer.ocsp().orElseThrow().toString());
              return statusAnswer != null
                  ? statusAnswer
                  : CompletableFuture.completedFuture(
                      ti.ocsp.answer(request, house.clock().instant()));
            },
            telematikId ->
                directoryAnswer != null
                    ? directoryAnswer
                    : CompletableFuture.completedFuture(ti.directory.search(telematikId)),
            () -> ti.trustList,
            house.random(),
            house.clock());
    desk = TestSessionDesk.of(house, cards, written);
  }

  SessionDesk desk() {
    return desk;
  }

  /** An application of {@link TestHouse#PHARMACY} that nobody made before. */
  SessionApplication application() {
    Session record = house.unpublished(TestHouse.PHARMACY, SigningAlgorithm.ED25519).record();
    return new SessionApplication(
        String.format("%032x", 1_000 + ++sessions),
        record.getPharmacyId(),
        record.getTenant(),
        record.getTerminal(),
        record.getOperator(),
        record.getSigningAlgorithm(),
        Bytes.of(record.getSigningKey()),
        record.getEpoch(),
        Bytes.of(record.getSecretCommitment()),
        record.getWrappedSecrets());
  }

  /** Opens a session for a card whose holder does everything right. */
  void login(TestCard card) {
    login(card, card::sign);
  }

  /** As {@link #login(TestCard)}, of a card that the responder knows. */
  void loginKnown(TestCard card) {
    ti.ocsp.know(card);
    login(card);
  }

  /** As {@link #login(TestCard)}, with another signature. */
  void login(TestCard card, UnaryOperator<byte[]> signature) {
    login(card, UnaryOperator.identity(), signature);
  }

  /**
   * As {@link #login(TestCard)}.
   *
   * @param presented which challenge is presented instead of the one that was given out
   * @param signature over the challenge that was given out
   */
  void login(
      TestCard card, UnaryOperator<CardChallenge> presented, UnaryOperator<byte[]> signature) {
    SessionApplication application = application();
    byte[] challenge = desk.challenge(application.binding());
    byte[] shown = presented.apply(CardChallenge.read(challenge).orElseThrow()).bytes();
    desk.open(
        application, Optional.of(new CardProof(card.der(), shown, signature.apply(challenge))));
  }

  /** The code with which a login is refused; empty if it is let in. */
  static Optional<String> code(Runnable login) {
    try {
      login.run();
      return Optional.empty();
    } catch (SessionRefused e) {
      return Optional.of(e.getMessage().split(":", 2)[0]);
    }
  }

  /** Forgets what was written so far. */
  void forget() {
    written.clear();
  }

  /** What the audit was told; fails if anything else was written. */
  List<String> audit() {
    return written.history().stream()
        .map(
            record -> {
              if (!record.topic().equals(TopicCatalogue.AUDIT_EVENTS)) {
                throw new AssertionError("written to " + record.topic());
              }
              return house.read(AuditEvent.class, record.value()).getCommand().getSubject();
            })
        .toList();
  }

  /** To which topics something was written. */
  List<String> topics() {
    return written.history().stream().map(record -> record.topic()).toList();
  }
}
