package de.siegel.certificate;

import static de.siegel.certificate.Requests.accept;
import static de.siegel.certificate.Requests.assertRefused;
import static de.siegel.certificate.Requests.nucleicAcidTest;
import static de.siegel.certificate.Requests.recovery;
import static de.siegel.certificate.Requests.set;
import static de.siegel.certificate.Requests.vaccination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Value sets (section 3), the German dose table (section 5) and recovery rules (section 5.1). */
class ValueSetRulesTest {

  @Test
  void section32_carries39RowsFourOfThemInactive() {
    assertThat(ValueSets.current().products()).hasSize(39);
    assertThat(ValueSets.current().products()).filteredOn(row -> !row.active()).hasSize(4);
    assertThat(ValueSets.current().holderCodes().codes()).hasSize(31);
    assertThat(ValueSets.current().prophylaxisCodes().codes()).hasSize(9);
    assertThat(ValueSets.current().asOf()).isEqualTo(LocalDate.of(2023, 7, 12));
  }

  @Test
  void section32_everyRowIsUsableWithTheGeneralType() {
    assertThat(ValueSets.current().products())
        .allMatch(row -> row.prophylaxes().contains("28531000087107"));
  }

  @Test
  void v01_productHolderAndTypeMustBeOneRow() {
    assertRefused(
        set(vaccination(), "/payload/v/0/ma", "ORG-100001699"), "PRODUCT_MISMATCH v[0].ma");
    assertRefused(
        set(vaccination(), "/payload/v/0/vp", "29061000087103"), "PRODUCT_MISMATCH v[0].vp");
    accept(set(vaccination(), "/payload/v/0/vp", "28531000087107"));
  }

  @Test
  void v01_thePublishedVaccinationExampleBreaksIt() {
    var request = set(vaccination(), "/payload/v/0/vp", "1119305005");

    assertRefused(
        set(request, "/payload/v/0/ma", "ORG-100001699"),
        "PRODUCT_MISMATCH v[0].ma",
        "PRODUCT_MISMATCH v[0].vp");
  }

  @Test
  void section3_inactiveCodesAreNotIssued() {
    assertRefused(set(vaccination(), "/payload/v/0/vp", "J07BX03"), "INACTIVE_CODE v[0].vp");
    assertRefused(set(vaccination(), "/payload/v/0/mp", "NVX-CoV2373"), "INACTIVE_CODE v[0].mp");
  }

  @Test
  void section3_unknownCodesAreRefused() {
    assertRefused(set(vaccination(), "/payload/v/0/tg", "1"), "UNKNOWN_CODE v[0].tg");
    assertRefused(set(vaccination(), "/payload/v/0/vp", "1"), "UNKNOWN_CODE v[0].vp");
    assertRefused(set(vaccination(), "/payload/v/0/mp", "1"), "UNKNOWN_CODE v[0].mp");
    assertRefused(set(vaccination(), "/payload/v/0/ma", "1"), "UNKNOWN_CODE v[0].ma");
    assertRefused(set(nucleicAcidTest(), "/payload/t/0/tt", "1"), "UNKNOWN_CODE t[0].tt");
    assertRefused(set(nucleicAcidTest(), "/payload/t/0/tr", "1"), "UNKNOWN_CODE t[0].tr");
    assertRefused(set(recovery(), "/payload/r/0/tg", "1"), "UNKNOWN_CODE r[0].tg");
  }

  @Test
  void section32_germanyIssuesTheFirstSixRowsOnly() {
    var sputnik = set(vaccination(), "/payload/v/0/mp", "Sputnik-V");
    set(sputnik, "/payload/v/0/ma", "Gamaleya-Research-Institute");
    set(sputnik, "/payload/v/0/vp", "29061000087103");

    assertThat(IssuingPolicy.germany().products()).hasSize(6);
    assertRefused(sputnik, "PRODUCT_NOT_ISSUED v[0].mp");
  }

  @Test
  void anotherPolicyIssuesOtherProductsUnderItsOwnName() {
    IssuingPolicy policy =
        new IssuingPolicy(
            "AT",
            "TEST Ministry",
            ZoneId.of("Europe/Vienna"),
            ValueSets.current().products().stream()
                .filter(VaccineProduct::active)
                .map(VaccineProduct::code)
                .collect(Collectors.toSet()),
            (product, dose, series) -> true,
            TestDevices.examples());
    var request = set(vaccination(), "/payload/v/0/mp", "BBIBP-CorV");
    set(request, "/payload/v/0/ma", "ORG-100020693");
    set(request, "/payload/v/0/vp", "1157024006");

    Checked checked =
        CertificateFormats.euDcc(policy)
            .check(request.toString().getBytes(StandardCharsets.UTF_8), Requests.AT);

    Draft draft = ((Checked.Accepted) checked).draft();
    String id = CertificateIds.next("AT", draft.location(), new java.security.SecureRandom());
    ToBeSigned toBeSigned = draft.fix(TestSigner.ES256.fields(id));
    assertThat(toBeSigned.issuer()).isEqualTo("AT");
    assertThat(toBeSigned.dcc().at("/v/0/is").textValue()).isEqualTo("TEST Ministry");
  }

  @Test
  void aPolicyCannotNameInactiveProducts() {
    IssuingPolicy germany = IssuingPolicy.germany();

    assertThatThrownBy(
            () ->
                new IssuingPolicy(
                    "DE",
                    "x",
                    germany.zone(),
                    Set.of("VLA2001"),
                    germany.doses(),
                    germany.testDevices()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // product, allowed pairs of dn and sd up to 5
    "EU/1/20/1528, 11 12 22 21 31 41 51 33 44 55", // Comirnaty
    "EU/1/20/1507, 11 12 22 21 31 41 51 33 44 55", // Spikevax
    "EU/1/21/1529, 11 12 22 21 31 41 51 33 44 55", // Vaxzevria
    "EU/1/21/1618, 11 12 22 21 31 41 51 33 44 55", // Nuvaxovid
    "EU/1/20/1525, 11 33 44 55", // Jcovden
    "EU/1/21/1624, 12 22 21", // Valneva
    "Sputnik-V, ''"
  })
  void section5_theGermanDoseTable(String product, String allowed) {
    GermanDoses doses = new GermanDoses();
    for (int dose = 0; dose <= 5; dose++) {
      for (int series = 0; series <= 5; series++) {
        assertThat(doses.allows(product, dose, series))
            .as("%s %d/%d", product, dose, series)
            .isEqualTo(allowed.contains("" + dose + series));
      }
    }
  }

  @Test
  void section5_aPairOutsideTheTableIsRefused() {
    assertRefused(set(vaccination(), "/payload/v/0/dn", 3), "DOSES_NOT_ALLOWED v[0].dn");
  }

  @ParameterizedTest
  @CsvSource({
    "2021-05-19, 2021-10-18, ''",
    "2021-05-19, 2021-05-19, ''",
    "2021-05-18, 2021-10-18, VALID_FROM r[0].df",
    "2021-05-20, 2021-10-18, VALID_FROM r[0].df",
    "2021-05-19, 2021-10-19, VALID_UNTIL r[0].du",
    "2021-05-19, 2021-05-18, VALID_UNTIL r[0].du", // df <= du
    "2021-05-19, 2021-04-20, VALID_UNTIL r[0].du"
  })
  void r01_r02_validityFollowsFromTheTest(String from, String until, String error) {
    var request = set(recovery(), "/payload/r/0/df", from);
    set(request, "/payload/r/0/du", until);

    if (error.isEmpty()) {
      accept(request);
    } else {
      assertRefused(request, error);
    }
  }

  @Test
  void r01_r02_thePublishedRecoveryExampleBreaksBoth() {
    var request = set(recovery(), "/payload/r/0/df", "2021-05-01");

    assertRefused(
        set(request, "/payload/r/0/du", "2021-10-21"), "VALID_FROM r[0].df", "VALID_UNTIL r[0].du");
  }

  @Test
  void r03_aTestOfMoreThan180DaysIsTooOld() {
    // 180 days before 2021-06-15 is 2020-12-17.
    var edge = set(recovery(), "/payload/r/0/fr", "2020-12-17");
    set(edge, "/payload/r/0/df", "2021-01-14");
    accept(set(edge, "/payload/r/0/du", "2021-06-15"));

    var old = set(recovery(), "/payload/r/0/fr", "2020-12-16");
    set(old, "/payload/r/0/df", "2021-01-13");
    assertRefused(set(old, "/payload/r/0/du", "2021-06-14"), "TEST_TOO_OLD r[0].fr");
  }

  @Test
  void rapidTestDevicesAreLoadableDataWithADate() throws IOException {
    String json = "{\"asOf\":\"2022-01-02\",\"devices\":[{\"code\":\"345\",\"name\":\"x\"}]}";
    TestDevices devices =
        TestDevices.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));

    assertThat(devices).isEqualTo(new TestDevices(LocalDate.of(2022, 1, 2), Set.of("345")));
    assertThat(TestDevices.examples().codes()).contains("1232", "1304");
    assertThatThrownBy(
            () -> TestDevices.read(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
