package de.siegel.desk;

import de.siegel.desk.ApplicationDesk.Answer;
import de.siegel.desk.domain.AdmissionRules;
import de.siegel.desk.domain.DeskCode;
import de.siegel.desk.domain.DeskDecision;
import de.siegel.desk.domain.DeskStep;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.SamePharmacy;
import de.siegel.identity.card.CardRefusal;
import de.siegel.schemas.audit.Command;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Each pharmacy's file: a step is decided by {@link AdmissionRules}, kept in the folder, and told
 * to the audit, taken or refused. Not safe for use by several threads.
 */
final class PharmacyFiles {
  private final ApplicationFolder folder;
  private final Map<String, PharmacyFile> files;
  private final DeskTrail trail;
  private final InstantSource clock;

  PharmacyFiles(ApplicationFolder folder, DeskTrail trail, InstantSource clock) {
    this.folder = folder;
    this.files = folder.read();
    this.trail = trail;
    this.clock = clock;
  }

  Optional<PharmacyFile> find(String pharmacyId) {
    return Optional.ofNullable(files.get(pharmacyId));
  }

  /** All of them as they are now. */
  List<PharmacyFile> all() {
    return List.copyOf(files.values());
  }

  /** Other files of the same pharmacy, the newest first. */
  List<PharmacyFile> others(String pharmacyId, String telematikId) {
    return SamePharmacy.others(files.values(), pharmacyId, telematikId);
  }

  /** Other files whose pharmacy has an address of this one's. */
  List<PharmacyFile> atTheSameAddress(PharmacyFile file) {
    return SamePharmacy.atTheSameAddress(files.values(), file);
  }

  Answer take(String pharmacyId, DeskStep step, String person) {
    return take(pharmacyId, step, List.of(person), 0);
  }

  /**
   * Takes a step, or leaves the file as it is.
   *
   * @param persons who take it
   * @param sequence of the control record that it made; 0 if it made none
   */
  Answer take(String pharmacyId, DeskStep step, Collection<String> persons, long sequence) {
    DeskDecision decision =
        AdmissionRules.decide(find(pharmacyId), step, String.join(" ", persons), clock.instant());
    if (decision instanceof DeskDecision.Refused refused) {
      return refused(pharmacyId, step, refused.code());
    }
    PharmacyFile file = ((DeskDecision.Taken) decision).file();
    keep(file);
    trail.taken(
        new Command(
            "admission." + name(step),
            List.copyOf(persons),
            pharmacyId + " " + file.state(),
            sequence));
    return new Answer.Taken(file);
  }

  private void keep(PharmacyFile file) {
    folder.write(file);
    files.put(file.pharmacyId(), file);
  }

  private static String name(DeskStep step) {
    return step.getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  /** Refuses a step that was not even tried. */
  Answer refused(String pharmacyId, DeskStep step, DeskCode code) {
    trail.refused(pharmacyId, step, code);
    String state =
        code == DeskCode.STATE
            ? find(pharmacyId)
                .map(file -> " It is " + file.state().name().toLowerCase(Locale.ROOT) + ".")
                .orElse("")
            : "";
    return new Answer.Refused(code.name(), code.sentence() + state);
  }

  /** Refuses a card. */
  Answer refused(CardRefusal why) {
    trail.refused(why);
    return new Answer.Refused(why.code().name(), why.code().sentence());
  }

  /** Begins to decide on steps that are not taken. */
  DryRun dryRun(String pharmacyId) {
    return new DryRun(find(pharmacyId), Optional.empty());
  }

  /** Steps that are decided and not taken. */
  final class DryRun {
    private final Optional<PharmacyFile> file;
    private final Optional<DeskCode> code;

    private DryRun(Optional<PharmacyFile> file, Optional<DeskCode> code) {
      this.file = file;
      this.code = code;
    }

    DryRun refused(DeskCode why) {
      return new DryRun(file, code.or(() -> Optional.of(why)));
    }

    DryRun then(DeskStep step, String person) {
      if (code.isPresent()) {
        return this;
      }
      DeskDecision decision = AdmissionRules.decide(file, step, person, clock.instant());
      return decision instanceof DeskDecision.Taken taken
          ? new DryRun(Optional.of(taken.file()), code)
          : refused(((DeskDecision.Refused) decision).code());
    }

    /** Why one of them would be refused; empty if none would be. */
    Optional<String> refusal() {
      return code.map(why -> why.name() + ": " + why.sentence());
    }
  }
}
