package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.identity.control.ControlPayload;
import de.siegel.replay.kafka.ControlScan;
import de.siegel.replay.view.LinkFilter;
import de.siegel.replay.view.ReplayFilter;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which leaves are wanted; several together: all must be so. */
final class ReplayFilterOptions {
  private static final int KEY_ID_BYTES = 8;

  @Option(names = "--pharmacy", paramLabel = "ID", description = "Only this pharmacy.")
  private String pharmacy;

  @Option(names = "--terminal", paramLabel = "ID", description = "Only this terminal.")
  private String terminal;

  @Option(
      names = "--operator",
      paramLabel = "PSEUDONYM",
      description = "Only this person at a pharmacy.")
  private String operator;

  @Option(names = "--session", paramLabel = "ID", description = "Only this session.")
  private String session;

  @Option(names = "--request", paramLabel = "ID", description = "Only this request.")
  private String request;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "Only pharmacies that control.admissions now has in this admission class: member, guest, "
              + "test.")
  private OnboardingClass admissionClass;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "Only decisions to which this fraud rule contributed.")
  private String rule;

  @Option(
      names = "--key",
      paramLabel = "HEX",
      description = "Only what names this document signing key: its id, 16 hexadecimal digits.")
  private String key;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from this time on, such as 2026-11-23T08:00:00Z.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before this time.")
  private Instant to;

  @Option(
      names = "--outcome",
      paramLabel = "KIND",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Set<AuditKind> outcomes = EnumSet.noneOf(AuditKind.class);

  /**
   * The filter.
   *
   * @throws CommandFailure if an option cannot be understood, or no pharmacy is of the class
   */
  ReplayFilter filter(Cluster cluster) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw CommandFailure.usage("--to must be later than --from: nothing is from then to then.");
    }
    Optional<ByteBuffer> keyId = keyId();
    return new ReplayFilter(
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        outcomes,
        Optional.ofNullable(rule),
        keyId,
        new LinkFilter(
            Optional.ofNullable(pharmacy),
            Optional.ofNullable(terminal),
            Optional.ofNullable(operator),
            Optional.ofNullable(session),
            Optional.ofNullable(request),
            Optional.ofNullable(admissionClass).map(wanted -> ofClass(wanted, cluster))));
  }

  /** The options that were used and say more than which pharmacies are meant. */
  List<String> beyondPharmacies() {
    Map<String, Boolean> used = new LinkedHashMap<>();
    used.put("--terminal", terminal != null);
    used.put("--operator", operator != null);
    used.put("--session", session != null);
    used.put("--request", request != null);
    used.put("--rule", rule != null);
    used.put("--key", key != null);
    used.put("--from", from != null);
    used.put("--to", to != null);
    used.put("--outcome", !outcomes.isEmpty());
    return used.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** The request that is asked for, if one is. */
  Optional<String> request() {
    return Optional.ofNullable(request);
  }

  /** The pharmacy that is asked for, if one is. */
  Optional<String> pharmacy() {
    return Optional.ofNullable(pharmacy);
  }

  private Optional<ByteBuffer> keyId() {
    if (key == null) {
      return Optional.empty();
    }
    try {
      byte[] id = HexFormat.of().parseHex(key.toLowerCase(Locale.ROOT));
      if (id.length == KEY_ID_BYTES) {
        return Optional.of(ByteBuffer.wrap(id));
      }
    } catch (IllegalArgumentException notHex) {
      // said below
    }
    throw CommandFailure.usage(
        "--key: must be a key id of 16 hexadecimal digits, as the field keyId of --format jsonl"
            + " shows it, but is '"
            + key
            + "'");
  }

  private static Set<String> ofClass(OnboardingClass wanted, Cluster cluster) {
    Set<String> pharmacies = new HashSet<>();
    new ControlScan(cluster.kafka(), cluster.registry(), Optional.empty())
        .read(
            List.of(TopicCatalogue.ADMISSIONS),
            found -> {
              if (found.payload() instanceof ControlPayload.OfAdmission admission) {
                // Records come in their order: the last one of a pharmacy decides.
                if (admission.value().getOnboardingClass() == wanted) {
                  pharmacies.add(admission.value().getPharmacyId());
                } else {
                  pharmacies.remove(admission.value().getPharmacyId());
                }
              }
            });
    return pharmacies;
  }
}
