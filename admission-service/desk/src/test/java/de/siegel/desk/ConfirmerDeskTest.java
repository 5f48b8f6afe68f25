package de.siegel.desk;

import static de.siegel.desk.DeskHouse.NOW;
import static de.siegel.desk.DeskHouse.ONE;
import static de.siegel.desk.DeskHouse.OWN;
import static de.siegel.desk.DeskHouse.PHARMACY;
import static de.siegel.desk.DeskHouse.TWO;
import static de.siegel.desk.DeskHouse.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerState;
import de.siegel.schemas.control.ControlHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two persons say who may confirm, and who may no more. */
class ConfirmerDeskTest {
  private static final String PERSON = "3-HBA-1";

  private final DeskHouse house = new DeskHouse();
  private ConfirmerDesk desk = desk(Interests.none(), List.of());

  private ConfirmerDesk desk(Interests interests, List<Confirmer> before) {
    return new ConfirmerDesk(
        house.publisher, house.signatures, house.told::add, house.admissions, interests, before);
  }

  private Signed sign(Confirmer wanted, AuthorityKey person) {
    return desk.sign(wanted, by(person, desk.draft(wanted)));
  }

  private static Confirmer person() {
    return Confirmers.hba(PHARMACY, PERSON);
  }

  private static Confirmer revoked() {
    Confirmer revoked = person();
    revoked.setState(ConfirmerState.REVOKED);
    return revoked;
  }

  private List<Confirmer> published() {
    return house.published().stream()
        .map(payload -> ((ControlPayload.OfConfirmer) payload).value())
        .toList();
  }

  @Test
  void enrolsAPersonWhenTwoHaveSigned() {
    assertThat(sign(person(), ONE).isPublished()).isFalse();
    assertThat(sign(person(), ONE).isPublished()).isFalse();
    assertThat(published()).isEmpty();

    assertThat(sign(person(), TWO).isPublished()).isTrue();

    assertThat(published()).extracting(Confirmer::getTelematikId).containsExactly(PERSON);
    assertThat(desk.of(PHARMACY)).hasSize(1);
    assertThat(desk.of("p-2")).isEmpty();
  }

  @Test
  void tellsTheAuditWhoSigned() {
    sign(person(), ONE);
    sign(person(), TWO);

    assertThat(house.told)
        .containsExactly(
            new Command(
                "admission.confirmer",
                List.of(ONE.id(), TWO.id()),
                Confirmers.id(person()) + " HBA ACTIVE",
                2L));
  }

  @Test
  void revokesWhenTwoHaveSignedAndKeepsWhatItSaid() {
    sign(person(), ONE);
    sign(person(), TWO);

    assertThat(sign(revoked(), TWO).isPublished()).isFalse();
    assertThat(sign(revoked(), ONE).isPublished()).isTrue();

    assertThat(published())
        .extracting(Confirmer::getState)
        .containsExactly(ConfirmerState.ACTIVE, ConfirmerState.REVOKED);
    assertThat(published().get(1).getHeader().getVersion()).isEqualTo(2);
    assertThat(published().get(1).getTelematikId()).isEqualTo(PERSON);
  }

  @Test
  void aSignatureForOneThingIsNoneForAnother() {
    sign(person(), ONE);
    Confirmer other = Confirmers.hba(PHARMACY, "3-HBA-2");

    assertThatThrownBy(() -> desk.sign(other, by(TWO, desk.draft(person()))))
        .hasMessageStartingWith("SIGNATURE_INVALID");
    assertThat(published()).isEmpty();
  }

  @Test
  void theDesksOwnKeyIsNoPersons() {
    assertThatThrownBy(() -> sign(person(), OWN)).hasMessageStartingWith("SIGNATURE_INVALID");
  }

  @Test
  void nobodyEnrolsForAPharmacyOfTheirOwn() {
    desk = desk(Interests.of(ONE.id(), Set.of(DeskHouse.CARD)), List.of());

    assertThatThrownBy(() -> sign(person(), ONE)).hasMessageStartingWith("OWN_PHARMACY");
  }

  @Test
  void refusesWhoIsNotAdmittedBeforeAnybodySigns() {
    assertThatThrownBy(() -> desk.draft(Confirmers.hba("p-2", PERSON)))
        .hasMessageStartingWith("pharmacyId: ");
  }

  @Test
  void goesOnWithWhatWasPublishedBefore() {
    Confirmer before = person();
    before.setHeader(
        new ControlHeader("", Confirmers.id(before), 1L, 1L, ByteBuffer.allocate(32), NOW, ""));
    desk = desk(Interests.none(), List.of(before));

    assertThatThrownBy(() -> desk.draft(person())).hasMessageStartingWith("state: ");
    assertThat(((ControlPayload.OfConfirmer) desk.draft(revoked())).value().getState())
        .isEqualTo(ConfirmerState.REVOKED);
  }
}
