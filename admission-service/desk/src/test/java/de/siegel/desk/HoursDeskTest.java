package de.siegel.desk;

import static de.siegel.desk.DeskHouse.ONE;
import static de.siegel.desk.DeskHouse.OWN;
import static de.siegel.desk.DeskHouse.PHARMACY;
import static de.siegel.desk.DeskHouse.TWO;
import static de.siegel.desk.DeskHouse.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.desk.domain.DeclaredHours;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.DeclaredTimes;
import de.siegel.identity.control.Reopenings;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two persons declare when a pharmacy is open and has duty; nothing else of it changes. */
class HoursDeskTest {
  private static final DeclaredHours WEEK =
      new DeclaredHours(
          Optional.of(DeclaredTimes.hours(List.of("Mo-Fr 08:00-18:30", "Sa 08:00-13:00"))),
          Optional.empty());
  private static final DeclaredHours CHRISTMAS =
      new DeclaredHours(
          Optional.empty(),
          Optional.of(DeclaredTimes.duties(List.of("2026-12-24T18:00/2026-12-25T08:30"))));

  private final DeskHouse house = new DeskHouse();
  private HoursDesk desk = desk(Interests.none());

  private HoursDesk desk(Interests interests) {
    return new HoursDesk(
        house.publisher,
        house.signatures,
        house.told::add,
        house.admissions,
        interests,
        house.clock);
  }

  private Signed sign(DeclaredHours asked, AuthorityKey person) {
    return desk.sign(PHARMACY, asked, by(person, desk.draft(PHARMACY, asked)));
  }

  private List<Admission> published() {
    return house.published().stream()
        .map(payload -> ((ControlPayload.OfAdmission) payload).value())
        .toList();
  }

  @Test
  void declaresHoursAndThenDutiesWhenTwoHaveSigned() {
    assertThat(sign(WEEK, ONE).isPublished()).isFalse();
    assertThat(sign(WEEK, ONE).isPublished()).isFalse();
    assertThat(published()).isEmpty();
    assertThat(sign(WEEK, TWO).isPublished()).isTrue();

    sign(CHRISTMAS, TWO);
    assertThat(sign(CHRISTMAS, ONE).isPublished()).isTrue();

    assertThat(published()).hasSize(2);
    Admission last = published().get(1);
    assertThat(last.getHeader().getVersion()).isEqualTo(3);
    assertThat(DeclaredTimes.texts(last.getOpeningHours()))
        .containsExactly("Mo-Fr 08:00-18:30", "Sa 08:00-13:00");
    assertThat(last.getDuties())
        .extracting(DeclaredTimes::text)
        .containsExactly("2026-12-24T18:00/2026-12-25T08:30");
    assertThat(last.getState()).isEqualTo(AdmissionState.ACTIVE);
    assertThat(last.getTelematikIds()).containsExactly(DeskHouse.CARD);
    assertThat(desk.inForce(PHARMACY)).contains(last);
  }

  @Test
  void tellsTheAuditWhoSigned() {
    sign(WEEK, ONE);
    sign(WEEK, TWO);

    assertThat(house.told)
        .containsExactly(
            new Command(
                "admission.hours",
                List.of(ONE.id(), TWO.id()),
                PHARMACY + " hours 6 duties 0",
                2L));
  }

  @Test
  void aSignatureForOneThingIsNoneForAnother() {
    sign(WEEK, ONE);
    DeclaredHours both = new DeclaredHours(WEEK.hours(), CHRISTMAS.duties());

    assertThatThrownBy(() -> desk.sign(PHARMACY, both, by(TWO, desk.draft(PHARMACY, WEEK))))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    assertThat(published()).isEmpty();
  }

  @Test
  void theDesksOwnKeyIsNoPersons() {
    assertThatThrownBy(() -> sign(WEEK, OWN)).hasMessageStartingWith("SIGNATURE_INVALID");
  }

  @Test
  void nobodyDeclaresForAPharmacyOfTheirOwn() {
    desk = desk(Interests.of(ONE.id(), Set.of(DeskHouse.CARD)));

    assertThatThrownBy(() -> sign(WEEK, ONE)).hasMessageStartingWith("OWN_PHARMACY");
  }

  @Test
  void refusesWhatIsWrongBeforeAnybodySigns() {
    assertThatThrownBy(() -> desk.draft("p-2", WEEK)).hasMessageStartingWith("pharmacyId: ");
    house.clock.advance(Duration.ofDays(60));
    assertThatThrownBy(() -> desk.draft(PHARMACY, CHRISTMAS)).hasMessageStartingWith("duties: ");
  }

  @Test
  void whatWasPublishedMeanwhileIsKeptAndSignedForAnew() {
    sign(WEEK, ONE);
    house.admit(admission -> admission.setState(AdmissionState.PROBATION));

    assertThat(sign(WEEK, TWO).isPublished()).isFalse();
    assertThat(sign(WEEK, ONE).isPublished()).isTrue();

    assertThat(published().get(1).getState()).isEqualTo(AdmissionState.PROBATION);
  }

  @Test
  void whatIsStillOnItsWayToTheBookIsNotTakenBack() {
    Admission before = desk.inForce(PHARMACY).orElseThrow();
    byte[] bytes = desk.signedBytes(PHARMACY).orElseThrow();
    house.admit(admission -> admission.setState(AdmissionState.PROBATION));
    house.admissions.put(before, bytes);

    assertThatThrownBy(() -> desk.draft(PHARMACY, WEEK)).hasMessageStartingWith("DRAFT_OVERTAKEN");
  }

  @Test
  void whoSignsSeesThatNothingElseChanges() {
    byte[] before = desk.signedBytes(PHARMACY).orElseThrow();
    Admission draft = ((ControlPayload.OfAdmission) desk.draft(PHARMACY, WEEK)).value();

    assertThat(Reopenings.onlyDeclares(WEEK.hours(), WEEK.duties(), before, draft)).isTrue();
    assertThat(Reopenings.onlyDeclares(CHRISTMAS.hours(), CHRISTMAS.duties(), before, draft))
        .isFalse();
    Admission more = Admission.newBuilder(draft).setTelematikIds(List.of("3-OTHER")).build();
    assertThat(Reopenings.onlyDeclares(WEEK.hours(), WEEK.duties(), before, more)).isFalse();
  }
}
