package de.siegel.cli.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegel.certificate.CertificateType;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.VaccineProduct;
import de.siegel.certificate.ValueSets;
import de.siegel.cli.terminal.Table;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a certificate says, for its holder: each line a label and a value. */
final class CertificateTable {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("840539006", "COVID-19"),
          Map.entry("LP6464-4", "nucleic acid amplification (NAAT)"),
          Map.entry("LP217198-3", "rapid antigen test (RAT)"),
          Map.entry("260415000", "not detected"),
          Map.entry("260373001", "detected"),
          Map.entry("28531000087107", "COVID-19 vaccine"),
          Map.entry("1119349007", "mRNA vaccine"),
          Map.entry("29061000087103", "non-replicating viral vector vaccine"),
          Map.entry("1162643001", "recombinant spike protein vaccine"),
          Map.entry("1157024006", "inactivated whole virus vaccine"),
          Map.entry("1119305005", "antigen vaccine"),
          Map.entry("J07BX03", "COVID-19 vaccine"));

  private final Table table = Table.headless(2);

  private CertificateTable() {}

  /** What can be shown of a certificate, whether or not its schema is kept. */
  static Table of(Hcert certificate) {
    CertificateTable rows = new CertificateTable();
    JsonNode dcc = certificate.dcc();
    rows.holder(dcc);
    certificate.entry().ifPresent(rows::entry);
    rows.add("Certificate id", certificate.entry().map(DccView::certificateId));
    rows.add("Country of issue", certificate.issuer());
    rows.add(
        "Technically valid",
        Optional.of(certificate.issuedAt() + " to " + certificate.expiresAt()));
    rows.add("Key id", certificate.keyId().map(KeyId::base64));
    return rows.table;
  }

  /** The group's name, as a person says it. */
  static String name(CertificateType type) {
    return switch (type) {
      case VACCINATION -> "vaccination certificate";
      case TEST -> "test certificate";
      case RECOVERY -> "recovery certificate";
    };
  }

  private void holder(JsonNode dcc) {
    JsonNode name = dcc.path("nam");
    add("Name", joined(name, "fn", "gn"));
    add("Standardised name", joined(name, "fnt", "gnt"));
    add("Date of birth", text(dcc, "dob").map(birth -> birth.isEmpty() ? "unknown" : birth));
  }

  private void entry(DccView view) {
    JsonNode entry = view.entry();
    add("Disease", meaning(entry, "tg"));
    switch (view.type()) {
      case VACCINATION -> {
        add("Vaccine", meaning(entry, "vp"));
        add("Product", text(entry, "mp").map(CertificateTable::product));
        add("Marketing holder", text(entry, "ma"));
        add("Dose", text(entry, "dn").map(dose -> dose + " of " + entry.path("sd").asText("?")));
        add("Date of vaccination", text(entry, "dt"));
      }
      case TEST -> {
        add("Kind of test", meaning(entry, "tt"));
        add("Name of the test", text(entry, "nm"));
        add("Device", text(entry, "ma"));
        add("Sample taken", text(entry, "sc"));
        add("Result", meaning(entry, "tr"));
        add("Testing centre", text(entry, "tc"));
      }
      case RECOVERY -> {
        add("First positive test", text(entry, "fr"));
        add("Valid from", text(entry, "df"));
        add("Valid until", text(entry, "du"));
      }
    }
    add("Country", text(entry, "co"));
    add("Issuer", text(entry, "is"));
  }

  private void add(String label, Optional<String> value) {
    value.ifPresent(text -> table.row(label, text));
  }

  private static Optional<String> joined(JsonNode node, String family, String given) {
    String joined =
        Stream.of(text(node, family), text(node, given))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
  }

  private static Optional<String> meaning(JsonNode node, String name) {
    return text(node, name)
        .map(code -> MEANINGS.containsKey(code) ? MEANINGS.get(code) + " (" + code + ")" : code);
  }

  private static String product(String code) {
    return ValueSets.current()
        .product(code)
        .map(VaccineProduct::name)
        .filter(name -> !name.equals(code))
        .map(name -> name + " (" + code + ")")
        .orElse(code);
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }
}
