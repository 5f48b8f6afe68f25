package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.confirm.CardNotUsable;
import de.siegel.client.confirm.Confirmer;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.embedded.ti.TestCard;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pharmacist confirms requests on the way through all stages. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConfirmationIT {
  @TempDir static Path folder;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private static PharmacySession session;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 2, Map.of()), part -> {});
    client = pipeline.client();
    session = pipeline.open(client, TestPharmacies.DEFAULT, "terminal-1", "operator-1");
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private static Request request(String id) {
    return new Request(id, EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8));
  }

  private static Confirmer pharmacistOf(int pharmacy) {
    return pipeline.pharmacist(TestPharmacies.id(pharmacy), () -> true).orElseThrow();
  }

  private static ConfirmationStatement statement(Request request) {
    return session.statement(request, Instant.now());
  }

  private static Optional<Confirmation> confirm(Confirmer person, Request request)
      throws Exception {
    return person.confirm(session.confirmation(request, Instant.now())).get(30, TimeUnit.SECONDS);
  }

  private static Reply send(Request request) throws Exception {
    return client.submit(session, request).get(30, TimeUnit.SECONDS);
  }

  @Test
  void issuesWhatThePharmacyOwnPharmacistConfirmed() throws Exception {
    Request request = request("confirmed");

    Reply reply = send(request.confirmed(confirm(pharmacistOf(1), request).orElseThrow()));

    assertThat(reply.kind()).as("%s", reply.errors()).isEqualTo(OutcomeKind.ISSUED);
  }

  @Test
  void aConfirmedRequestSupersedesTheOneThatAskedForIt() throws Exception {
    Request first = request("asked");
    Reply before = send(first);

    Reply reply =
        client
            .confirm(session, first, before, pharmacistOf(1))
            .get(30, TimeUnit.SECONDS)
            .orElseThrow();

    assertThat(reply.kind()).as("%s", reply.errors()).isEqualTo(OutcomeKind.ISSUED);
    assertThat(reply.certificateId()).isNotEqualTo(before.certificateId());
    assertThat(send(new Request("late", first.content(), Optional.of("asked"))).errors())
        .extracting(ReplyError::code)
        .containsExactly("SUPERSEDES_TAKEN");
  }

  @Test
  void refusesThePharmacistOfAnotherPharmacy() throws Exception {
    Request request = request("by-another");

    Reply reply = send(request.confirmed(confirm(pharmacistOf(2), request).orElseThrow()));

    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors())
        .extracting(ReplyError::code)
        .containsExactly("CONFIRMATION_NOT_ENROLLED");
  }

  @Test
  void refusesThePharmacyOwnCardThatStaysUnlocked() throws Exception {
    Request request = request("by-the-smc-b");
    TestCard unlocked =
        pipeline.authority().ti().known(TestPharmacies.telematikId(1)).orElseThrow();
    ConfirmationStatement statement = statement(request);

    Reply reply =
        send(
            request.confirmed(
                new Confirmation.Hba(
                    statement.until().toEpochMilli(),
                    unlocked.der(),
                    unlocked.sign(statement.bytes(new byte[0])),
                    new byte[0])));

    assertThat(reply.errors())
        .extracting(ReplyError::code)
        .containsExactly("CONFIRMATION_NOT_A_PERSON");
  }

  @Test
  void aCardThatWasRevokedIsNotEvenAskedForItsPin() {
    TestCard card = pipeline.authority().pharmacist(TestPharmacies.id(2)).orElseThrow();
    Confirmer person =
        pipeline
            .pharmacist(
                TestPharmacies.id(2),
                () -> {
                  throw new AssertionError("asked for the PIN");
                })
            .orElseThrow();
    pipeline.authority().ti().status().revoke(card, Instant.now());
    try {
      assertThatThrownBy(() -> confirm(person, request("revoked")))
          .hasCauseInstanceOf(CardNotUsable.class)
          .hasMessageContaining("CERT_REVOKED");
    } finally {
      pipeline.authority().ti().status().know(card);
    }
  }

  @Test
  void aPersonMayDecline() throws Exception {
    Confirmer nobody = pipeline.pharmacist(TestPharmacies.id(1), () -> false).orElseThrow();

    assertThat(confirm(nobody, request("declined"))).isEmpty();
    Reply why = Reply.refused(OutcomeKind.STEP_UP, List.of());
    assertThat(client.confirm(session, request("declined"), why, nobody).get(30, TimeUnit.SECONDS))
        .isEmpty();
  }
}
