package de.siegel.frauddesk;

import static de.siegel.frauddesk.FraudDeskHouse.ANNE;
import static de.siegel.frauddesk.FraudDeskHouse.BERT;
import static de.siegel.frauddesk.FraudDeskHouse.OWN;
import static de.siegel.frauddesk.FraudDeskHouse.by;
import static de.siegel.frauddesk.FraudDeskHouse.drafted;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.frauddesk.FraudAnswer.Drafted;
import de.siegel.frauddesk.FraudAnswer.Published;
import de.siegel.frauddesk.domain.Refusal;
import de.siegel.frauddesk.domain.RefusalCode;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.sealing.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudDeskTest {
  private static final Map<String, Double> FIVE = Map.of("volume.threshold", 5.0);
  private static final Map<String, Double> SIX = Map.of("volume.threshold", 6.0);

  @TempDir private Path folder;
  private FraudDeskHouse house;
  private FraudDesk desk;

  @BeforeEach
  void start() {
    house = new FraudDeskHouse(folder, Set.of("p-1", "p-2"));
    desk = house.desk;
    house.first();
  }

  private Drafted draft(Map<String, Double> set) {
    return drafted(desk.draftConfiguration(set, Set.of()));
  }

  private static void assertRefused(FraudAnswer answer, RefusalCode code) {
    assertThat(((FraudAnswer.Refused) answer).refusals())
        .extracting(Refusal::code)
        .containsExactly(code);
  }

  @Test
  void twoPersonsChangeAThreshold() {
    Drafted draft = draft(FIVE);
    assertThat(desk.sign(draft.id(), by(ANNE, draft.payload()))).isInstanceOf(Drafted.class);
    assertThat(house.book.parameters()).doesNotContainKey("volume.threshold");

    Published published = (Published) desk.sign(draft.id(), by(BERT, draft.payload()));

    assertThat(published.payload().header().getVersion()).isEqualTo(2);
    assertThat(published.signers()).containsExactly(ANNE.id(), BERT.id());
    assertThat(house.book.parameters()).containsEntry("volume.threshold", 5.0).hasSize(3);
    assertThat(house.records()).hasSize(2);
    assertThat(
            house.signatures.verify(
                "control.fraud-configuration", "fraud-configuration", house.records().get(1)))
        .isPresent();
  }

  @Test
  void theAuditNamesWhoChangedWhatAndTheRecord() {
    Published published = (Published) house.signedByTwo(draft(FIVE));

    Command told = house.told().get(1);
    assertThat(told.getName()).isEqualTo("fraud.configure");
    assertThat(told.getActors()).containsExactly(ANNE.id(), BERT.id());
    assertThat(told.getSubject())
        .isEqualTo("fraud-configuration " + published.id() + ": volume.threshold 4.8 -> 5");
    assertThat(told.getControlVersion()).isEqualTo(2);
  }

  @Test
  void onePersonTwiceIsOne() {
    Drafted draft = draft(FIVE);
    desk.sign(draft.id(), by(ANNE, draft.payload()));

    Drafted again = drafted(desk.sign(draft.id(), by(ANNE, draft.payload())));

    assertThat(again.signers()).containsExactly(ANNE.id());
    assertThat(house.records()).hasSize(1);
  }

  @Test
  void theDesksOwnKeyAStrangersAndASignatureOverAnotherDraftCountForNothing() {
    Drafted draft = draft(FIVE);
    Drafted other = draft(SIX);
    AuthorityKey stranger = AuthorityKey.generate(FraudDeskHouse.PROVIDER);

    assertRefused(desk.sign(draft.id(), by(OWN, draft.payload())), RefusalCode.SIGNATURE_INVALID);
    assertRefused(
        desk.sign(draft.id(), by(stranger, draft.payload())), RefusalCode.SIGNATURE_INVALID);
    assertRefused(desk.sign(draft.id(), by(ANNE, other.payload())), RefusalCode.SIGNATURE_INVALID);
    assertThat(desk.drafts()).extracting(Drafted::signers).containsExactly(List.of(), List.of());
  }

  @Test
  void aDraftThatWasOvertakenIsNotPublishedAndTheAuditSaysWhoSignedIt() {
    Drafted stale = draft(FIVE);
    desk.sign(stale.id(), by(ANNE, stale.payload()));
    house.signedByTwo(draft(SIX));

    assertRefused(desk.draft(stale.id()), RefusalCode.DRAFT_OVERTAKEN);
    assertRefused(desk.sign(stale.id(), by(BERT, stale.payload())), RefusalCode.DRAFT_OVERTAKEN);
    assertThat(house.book.parameters()).containsEntry("volume.threshold", 6.0);
    assertThat(house.told())
        .extracting(Command::getName, Command::getSubject)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "fraud.refused", "sign " + stale.id() + " DRAFT_OVERTAKEN " + BERT.id()));
  }

  @Test
  void aDraftWithOneSignatureExpiresAfterADayAndOneWithoutAfterMinutes() {
    Drafted draft = draft(FIVE);
    Drafted nobodys = draft(SIX);
    desk.sign(draft.id(), by(ANNE, draft.payload()));

    house.clock.advance(Drafts.UNSIGNED);
    assertThat(desk.drafts()).extracting(Drafted::id).containsExactly(draft.id());
    assertRefused(desk.draft(nobodys.id()), RefusalCode.DRAFT_UNKNOWN);

    house.clock.advance(Duration.ofHours(24).minus(Drafts.UNSIGNED).minusMillis(1));
    assertThat(desk.drafts()).hasSize(1);
    house.clock.advance(Duration.ofMillis(1));
    assertRefused(desk.sign(draft.id(), by(BERT, draft.payload())), RefusalCode.DRAFT_UNKNOWN);
    assertThat(house.records()).hasSize(1);
  }

  @Test
  void whoWantsTheSameSignsTheSameDraft() {
    assertThat(draft(FIVE).id()).isEqualTo(draft(FIVE).id());
    assertThat(draft(SIX).id()).isNotEqualTo(draft(FIVE).id());
  }

  @Test
  void whoeverOnlyAsksDrivesNobodysSignatureOut() {
    Drafted signed = draft(FIVE);
    desk.sign(signed.id(), by(ANNE, signed.payload()));

    for (int n = 0; n < 2 * Drafts.MOST; n++) {
      draft(Map.of("dormant.days", 30.0 + n));
    }

    assertThat(desk.drafts()).hasSize(Drafts.MOST).extracting(Drafted::id).contains(signed.id());
  }

  @Test
  void twoPersonsReleaseAPharmacyFromTheDraftsTimeOn() {
    Drafted draft = drafted(desk.draftRelease("p-1", 2, "a vaccination bus stood there"));
    house.clock.advance(Duration.ofMinutes(5));
    Published published = (Published) house.signedByTwo(draft);

    HoldRelease release = ((ControlPayload.OfHoldRelease) published.payload()).value();
    assertThat(release.getHeader().getId()).isEqualTo("release/p-1");
    assertThat(release.getReleasedAt()).isEqualTo(FraudDeskHouse.START);
    assertThat(release.getGrowth()).isEqualTo(2);
    assertThat(house.book.releases()).hasSize(1);
    assertThat(
            house.signatures.verify(
                "control.fraud-configuration", "release/p-1", house.records().get(1)))
        .isPresent();
    Command told = house.told().get(1);
    assertThat(told.getName()).isEqualTo("fraud.release");
    assertThat(told.getSubject())
        .isEqualTo("release " + draft.id() + ": growth 2")
        .doesNotContain("p-1");
  }

  @Test
  void saysThatAPharmacyIsNotKnownAndTheAuditCountsIt() {
    assertRefused(desk.draftRelease("p-9", 1, "why"), RefusalCode.PHARMACY_UNKNOWN);
    desk.draftRelease("p-8", 1, "why");

    assertThat(house.told())
        .extracting(Command::getSubject)
        .contains("release PHARMACY_UNKNOWN")
        .doesNotHaveDuplicates();
  }

  @Test
  void aReleaseOvertakesADraftOfTheConfigurationBecauseBothStandInOneOrder() {
    Drafted configuration = draft(FIVE);
    house.signedByTwo(drafted(desk.draftRelease("p-1", 1, "looked into")));

    assertRefused(
        desk.sign(configuration.id(), by(ANNE, configuration.payload())),
        RefusalCode.DRAFT_OVERTAKEN);
  }

  @Test
  void aDraftComesWithTheSignedBytesThatItReplaces() {
    Drafted draft = draft(FIVE);

    assertThat(draft.before()).isPresent();
    assertThat(draft.payload().header().getPrevious())
        .satisfies(
            previous ->
                assertThat(Bytes.of(previous)).isEqualTo(Hashes.sha256(draft.before().get())));
    assertThat(drafted(desk.draftRelease("p-1", 1, "why")).before()).isEmpty();
  }
}
