package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.certificate.CertificateFields;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.Checked;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.certificate.KeyId;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Commitment;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What validation decides on a first submission. */
class IssuanceRequestTest extends ValidationStage {

  @Test
  void passesAGoodRequestAndAnswersNothingYet() {
    Written written = stage.send(session.request("r-1", Contents.vaccination()));

    assertThat(written.topics()).containsExactly(TopicCatalogue.VALIDATED);
  }

  @Test
  void fixesTheBytesThatMayBeSignedAndCommitsToThem() {
    RequestValidated validated =
        stage.send(session.request("r-1", Contents.vaccination())).validated();

    byte[] blind = new BlindSeal(house.seal()).open(session.secret(), validated).orElseThrow();
    Checked.Accepted accepted =
        (Checked.Accepted)
            CertificateFormats.under(IssuingPolicy.germany(true))
                .byId("eu-dcc-1.3")
                .orElseThrow()
                .check(Contents.vaccination().getBytes(StandardCharsets.UTF_8), TestHouse.START);
    byte[] bytes =
        accepted
            .draft()
            .fix(
                new CertificateFields(
                    validated.getCertificateId(),
                    KeyId.of(HexFormat.of().parseHex(ValidationHarness.KEY_ID)),
                    TestHouse.START,
                    TestHouse.START.plus(Duration.ofDays(365))))
            .bytes();
    assertThat(Commitment.matches(Bytes.of(validated.getCommitment()), bytes, blind)).isTrue();
    assertThat(CertificateIds.isWellFormed(validated.getCertificateId())).isTrue();
    assertThat(CertificateIds.locationOf(validated.getCertificateId()))
        .isEqualTo(TestHouse.locationCode(TestHouse.START));
  }

  @Test
  void refusesALocationThatBelongsToAnotherPharmacyTogetherWithWhatElseIsWrong() {
    house.admit(TestHouse.PHARMACY, admission -> admission.setLocations(List.of("TEST00002")));

    Written written =
        stage.send(
            session.request(
                "r-1",
                Contents.vaccination(),
                envelope -> envelope.setConfirmation(ByteBuffer.wrap(new byte[] {1}))));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code, ReplyError::field)
        .containsExactly(
            tuple("CONFIRMATION_MALFORMED", "confirmation"),
            tuple("LOCATION_NOT_YOURS", "v[0].id"));
  }

  @Test
  void refusesEveryLocationOfAPharmacyThatOwnsNone() {
    house.admit(TestHouse.PHARMACY, admission -> admission.setLocations(List.of()));

    Written written = stage.send(session.request("r-1", Contents.vaccination()));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("LOCATION_NOT_YOURS");
  }

  @Test
  void refusesAPharmacyWhoseAdmissionHasNoSeedForLocationCodes() {
    house.admit(TestHouse.PHARMACY, admission -> admission.setLocationSeed(ByteBuffer.allocate(0)));

    Written written = stage.send(session.request("r-1", Contents.vaccination()));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("PHARMACY_NOT_ADMITTED");
  }

  @Test
  void attestsWhatItPassesTowardsBothLaterStages() {
    RequestValidated validated =
        stage.send(session.request("r-1", Contents.vaccination())).validated();

    assertThat(
            house
                .attestations(TopicCatalogue.FRAUD_CHECK)
                .holds(validated, TopicCatalogue.VALIDATION))
        .isTrue();
    assertThat(
            house.attestations(TopicCatalogue.SIGNER).holds(validated, TopicCatalogue.VALIDATION))
        .isTrue();
  }

  @Test
  void takesTheBrokersTimeAndNotThePharmacys() {
    RequestValidated validated =
        stage
            .send(
                session.request(
                    "r-1",
                    Contents.vaccination(),
                    e -> e.setCreatedAt(TestHouse.START.minus(Duration.ofHours(3)))))
            .validated();

    assertThat(validated.getRequestedAt()).isEqualTo(TestHouse.START);
    assertThat(validated.getIssuedAt()).isEqualTo(TestHouse.START.getEpochSecond());
    assertThat(validated.getReliesOn()).isEqualTo(house.view().versions());
  }

  @Test
  void handsThePharmacysRequestOnUnchanged() {
    IssuanceRequest request = session.request("r-1", Contents.vaccination());

    assertThat(stage.send(request).validated().getRequest()).isEqualTo(request);
  }

  @Test
  void namesAllBrokenRulesOfAContentAtOnceSealedToTheSession() {
    String broken =
        """
        {"type":"V","payload":{"nam":{"fn":"","gn":"A"},"dob":"2031-13-40",
         "v":[{"id":"TEST00001","tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",
               "ma":"nobody","dn":0,"sd":2,"dt":"2021-02-30"}]}}""";

    Written written = stage.send(session.request("r-1", broken));

    Reply reply = session.open(written.outcome());
    assertThat(reply.kind()).isEqualTo(OutcomeKind.REJECTED);
    assertThat(reply.errors())
        .extracting(ReplyError::field)
        .contains("nam.fn", "dob", "v[0].ma", "v[0].dn", "v[0].dt");
    assertThat(reply.errors()).allSatisfy(error -> assertThat(error.message()).isNotBlank());
    assertThat(written.leaf().getKind()).isEqualTo(AuditKind.REJECTED);
    assertThat(written.topics()).doesNotContain(TopicCatalogue.VALIDATED);
  }

  @Test
  void namesSuspensionAndContentErrorsTogether() {
    house.admit(
        TestHouse.PHARMACY,
        admission -> {
          admission.setSuspendedTerminals(java.util.List.of("terminal-1"));
          admission.setSuspendedOperators(java.util.List.of("operator-1"));
        });

    Written written =
        stage.send(session.request("r-1", Contents.vaccination("Zzyzxmann", "2021-02-30")));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .contains("TERMINAL_SUSPENDED", "OPERATOR_SUSPENDED", "INVALID_DATE");
  }

  @Test
  void refusesAKindOfCertificateThatIsNotIssuedHere() {
    Written written =
        stage.send(
            session.request("r-1", Contents.vaccination(), e -> e.setFormat("moon-passport-9")));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("FORMAT_UNKNOWN");
  }

  @Test
  void refusesAConfirmationThatIsNone() {
    Written written =
        stage.send(
            session.request(
                "r-1",
                Contents.vaccination(),
                e -> e.setConfirmation(java.nio.ByteBuffer.wrap(new byte[] {1}))));

    assertThat(session.open(written.outcome()).errors())
        .extracting(ReplyError::code)
        .containsExactly("CONFIRMATION_MALFORMED");
  }

  @Test
  void recordsWhichControlVersionsADecisionReliedOn() {
    Written written = stage.send(session.request("r-1", "{}"));

    assertThat(written.leaf().getDecision().getAdmissionsVersion())
        .isEqualTo(house.view().versions().getAdmissions())
        .isPositive();
    assertThat(house.links(written.leaf()).getRequestId()).isEqualTo("r-1");
    assertThat(house.links(written.leaf()).getTerminal()).isEqualTo("terminal-1");
  }

  @Test
  void countsByOutcomeAndByCode() {
    stage.send(session.request("r-1", Contents.vaccination()));
    stage.send(session.request("r-2", "no json"));

    assertThat(stage.counted("siegel.decisions", "outcome", "VALIDATED")).isEqualTo(1);
    assertThat(stage.counted("siegel.decisions", "outcome", "REJECTED")).isEqualTo(1);
    assertThat(stage.counted("siegel.decision.codes", "code", "MALFORMED_JSON")).isEqualTo(1);
  }
}
