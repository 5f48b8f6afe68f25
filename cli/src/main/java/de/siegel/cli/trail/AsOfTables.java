package de.siegel.cli.trail;

import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.identity.confirmation.Confirmers;
import de.siegel.replay.asof.AsOf;
import de.siegel.replay.asof.Known;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.StageKey;
import de.siegel.sealing.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What held at a time, as lines for people. */
final class AsOfTables {
  private static final int ID_DIGITS = 12;

  private final AsOf asOf;
  private final int columns;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private AsOfTables(AsOf asOf, int columns, Style style) {
    this.asOf = asOf;
    this.columns = columns;
    this.style = style;
  }

  /**
   * The lines.
   *
   * @param wanted which pharmacies, by their id
   */
  static List<String> lines(AsOf asOf, Predicate<String> wanted, int columns, Style style) {
    AsOfTables tables = new AsOfTables(asOf, columns, style);
    List<Restriction> brakes = asOf.brakes();
    tables.pharmacies(wanted, brakes);
    tables.brakes(brakes);
    tables.confirmers(wanted);
    tables.keys();
    tables.configuration();
    return tables.lines;
  }

  private void pharmacies(Predicate<String> wanted, List<Restriction> brakes) {
    Table table = Table.of("pharmacy", "class", "state", "could issue", "cohorts", "why");
    asOf.admissions()
        .forEach(
            (id, known) -> {
              if (wanted.test(id)) {
                row(table, id, known, brakes);
              }
            });
    section("Pharmacies", table, "none was admitted");
  }

  private void row(Table table, String id, Known<Admission> known, List<Restriction> brakes) {
    if (known instanceof Known.Held<Admission> held) {
      Admission admission = held.value();
      List<Restriction> stopping = AsOf.stopping(admission, brakes);
      boolean admitted =
          admission.getState() == AdmissionState.ACTIVE
              || admission.getState() == AdmissionState.PROBATION;
      table.row(
          id,
          admission.getOnboardingClass().name(),
          admission.getState().name(),
          admitted && stopping.isEmpty() ? "yes" : "no",
          String.join(" ", admission.getCohorts()),
          stopping.stream()
              .map(brake -> "brake " + shortId(brake) + " (" + brake.getScope() + ")")
              .collect(Collectors.joining(", ")));
    } else if (known instanceof Known.Replaced<Admission> replaced) {
      table.row(
          id, "?", "?", "not known", "", replaced(replaced.version(), replaced.replacedAt(), id));
    }
  }

  private String replaced(long version, java.time.Instant at, String id) {
    return "replaced by version "
        + version
        + " at "
        + at
        + asOf.lastAct(id).map(act -> "; the trail's last word before: " + act).orElse("");
  }

  private void brakes(List<Restriction> brakes) {
    Table table = Table.of("brake", "stops", "what", "since", "until", "reason");
    for (Restriction brake : brakes) {
      table.row(
          shortId(brake),
          brake.getScope().name(),
          (brake.getPharmacyId() + " " + brake.getValue()).strip(),
          brake.getImposedAt().toString(),
          brake.getUntil() == null ? "lifted" : brake.getUntil().toString(),
          brake.getReason());
    }
    section("Brakes that held", table, "none");
  }

  /** As {@code siegel admission reopen} takes it. */
  private static String shortId(Restriction brake) {
    String hash = brake.getHeader().getId().replaceFirst("^restriction/", "");
    return hash.substring(0, Math.min(ID_DIGITS, hash.length()));
  }

  private void confirmers(Predicate<String> wanted) {
    Table table = Table.of("pharmacy", "with", "who", "state");
    asOf.confirmers()
        .forEach(
            (id, known) -> {
              String pharmacy = Confirmers.pharmacyId(id).orElse("");
              if (!wanted.test(pharmacy)) {
                return;
              }
              if (known instanceof Known.Held<Confirmer> held) {
                Confirmer confirmer = held.value();
                table.row(
                    pharmacy,
                    confirmer.getKind().name(),
                    confirmer.getTelematikId().isEmpty()
                        ? Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Bytes.of(confirmer.getCredentialId()))
                        : confirmer.getTelematikId(),
                    confirmer.getState().name());
              } else if (known instanceof Known.Replaced<Confirmer> replaced) {
                table.row(
                    pharmacy, "?", "?", replaced(replaced.version(), replaced.replacedAt(), id));
              }
            });
    section("Who could confirm", table, "nobody");
  }

  private void keys() {
    Table table = Table.of("stage", "key", "purpose", "state", "from", "until");
    for (Map.Entry<String, Known<StageKey>> entry : asOf.keys().entrySet()) {
      if (entry.getValue() instanceof Known.Held<StageKey> held) {
        StageKey key = held.value();
        table.row(
            key.getStage(),
            key.getKeyId(),
            key.getPurpose().name(),
            key.getState().name(),
            key.getNotBefore().toString(),
            key.getNotAfter().toString());
      } else if (entry.getValue() instanceof Known.Replaced<StageKey> replaced) {
        table.row(
            entry.getKey(),
            "?",
            "?",
            "not known",
            "",
            replaced(replaced.version(), replaced.replacedAt(), entry.getKey()));
      }
    }
    section("Keys of the stages", table, "none was known");
  }

  private void configuration() {
    Known<FraudConfiguration> known = asOf.configuration();
    lines.add("");
    lines.add(style.strong("Fraud configuration"));
    if (known instanceof Known.Held<FraudConfiguration> held) {
      lines.add(
          "version "
              + held.value().getHeader().getVersion()
              + " (sequence "
              + held.value().getHeader().getSequence()
              + ") since "
              + held.value().getHeader().getIssuedAt());
      Table table = Table.headless(2);
      new TreeMap<>(held.value().getParameters())
          .forEach((name, value) -> table.row(name, value.toString()));
      lines.addAll(table.lines(columns, style));
    } else if (known instanceof Known.Replaced<FraudConfiguration> replaced) {
      lines.add(
          "not known: replaced by version " + replaced.version() + " at " + replaced.replacedAt());
    } else {
      lines.add("none was in force");
    }
    asOf.lastDecision()
        .ifPresent(
            last ->
                lines.add(
                    "The last decision before then (leaf "
                        + last.leaf()
                        + ", asked at "
                        + last.decision().getRequestedAt()
                        + ") relied on sequences: fraud configuration "
                        + last.decision().getFraudConfigurationVersion()
                        + ", admissions "
                        + last.decision().getAdmissionsVersion()
                        + ", stage keys "
                        + last.decision().getStageKeysVersion()
                        + "."));
  }

  private void section(String title, Table table, String otherwise) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(style.strong(title));
    lines.addAll(table.isEmpty() ? List.of(otherwise) : table.lines(columns, style));
  }
}
