package de.siegel.desk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ConfirmerKind;
import de.siegel.schemas.control.ConfirmerState;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmerRulesTest {
  private static final String PHARMACY = "p-1";
  private static final String OF_A_PHARMACY = "3-10.2.1";

  private static byte[] key(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair().getPublic().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Confirmer device(byte[] credentialId, byte[] key, String party, String origin) {
    return Confirmers.webAuthn(PHARMACY, credentialId, key, party, origin);
  }

  private static Confirmer device(String party, String origin) {
    return device(new byte[16], key("secp256r1"), party, origin);
  }

  private static Optional<String> problem(Confirmer wanted, ConfirmerState before, int active) {
    return ConfirmerRules.problem(
        wanted, Optional.ofNullable(before), active, PHARMACY::equals, OF_A_PHARMACY::equals);
  }

  private static void assertProblem(Confirmer wanted, String field) {
    assertThat(problem(wanted, null, 0).orElse("")).startsWith(field + ": ");
  }

  @Test
  void enrolsAPersonsCardAndADevice() {
    assertThat(problem(Confirmers.hba(PHARMACY, "3-HBA-1"), null, 0)).isEmpty();
    assertThat(problem(device("example.org", "https://confirm.example.org"), null, 0)).isEmpty();
    assertThat(problem(device("example.org", "https://example.org:8443"), null, 0)).isEmpty();
  }

  @Test
  void neverEnrolsAPharmacysCard() {
    assertProblem(Confirmers.hba(PHARMACY, OF_A_PHARMACY), "telematikId");
  }

  @Test
  void enrolsForAdmittedPharmaciesOnly() {
    assertProblem(Confirmers.hba("p-2", "3-HBA-1"), "pharmacyId");
  }

  @Test
  void enrolsNobodyTwiceAndAgainWhomItRevoked() {
    Confirmer person = Confirmers.hba(PHARMACY, "3-HBA-1");

    assertThat(problem(person, ConfirmerState.ACTIVE, 1).orElse("")).startsWith("state: ");
    assertThat(problem(person, ConfirmerState.REVOKED, 0)).isEmpty();
  }

  @Test
  void revokesOnlyWhoConfirms() {
    Confirmer person = Confirmers.hba(PHARMACY, "3-HBA-1");
    person.setState(ConfirmerState.REVOKED);

    assertThat(problem(person, ConfirmerState.ACTIVE, 1)).isEmpty();
    assertThat(problem(person, ConfirmerState.REVOKED, 0).orElse("")).startsWith("state: ");
    assertProblem(person, "state");
  }

  @Test
  void enrolsSoManyAndNoMore() {
    Confirmer person = Confirmers.hba(PHARMACY, "3-HBA-1");

    assertThat(problem(person, null, ConfirmerRules.MOST - 1)).isEmpty();
    assertThat(problem(person, null, ConfirmerRules.MOST).orElse("")).startsWith("pharmacyId: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-HBA-1", "3-", "3-HBA 1", "3-HBA/1", "3-Müller"})
  void refusesWhatIsNoTelematikId(String id) {
    assertProblem(Confirmers.hba(PHARMACY, id), "telematikId");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    Confirmer kind = Confirmers.hba(PHARMACY, "3-HBA-1");
    kind.setKind(ConfirmerKind.UNKNOWN);
    Confirmer state = Confirmers.hba(PHARMACY, "3-HBA-1");
    state.setState(ConfirmerState.UNKNOWN);
    Confirmer both = device("example.org", "https://example.org");
    both.setTelematikId("3-HBA-1");

    assertProblem(kind, "kind");
    assertProblem(state, "state");
    assertProblem(both, "telematikId");
    both.setKind(ConfirmerKind.HBA);
    assertProblem(both, "credentialId");
  }

  @Test
  void refusesAKeyOnAnotherCurveOrNone() {
    for (byte[] key : new byte[][] {key("secp384r1"), new byte[0], {1, 2, 3}}) {
      assertProblem(device(new byte[16], key, "example.org", "https://example.org"), "publicKey");
    }
  }

  @Test
  void refusesACredentialWithoutIdOrWithAnEndlessOne() {
    for (int length : new int[] {0, Confirmers.LONGEST_CREDENTIAL_ID + 1}) {
      assertProblem(
          device(new byte[length], key("secp256r1"), "example.org", "https://example.org"),
          "credentialId");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.org,http://example.org",
    "example.org,https://example.com",
    "example.org,https://evilexample.org",
    "example.org,https://example.org/",
    "example.org,https://user@example.org",
    "example.org,https://example.org:",
    "example.org,nonsense",
    "example.org,''"
  })
  void refusesAnOriginThatIsNotTheRelyingPartys(String party, String origin) {
    assertProblem(device(party, origin), "origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Example.org", "https://example.org", "example..org", "-a.org"})
  void refusesARelyingPartyThatIsNoHost(String party) {
    assertProblem(device(party, "https://example.org"), "relyingPartyId");
  }
}
