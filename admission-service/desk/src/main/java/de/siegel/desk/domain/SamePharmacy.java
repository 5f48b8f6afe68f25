package de.siegel.desk.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Other files of the pharmacy that a file is of: a second admission would be a second identity. */
public final class SamePharmacy {
  private SamePharmacy() {}

  /**
   * Finds them.
   *
   * @param files all that the desk has
   * @param pharmacyId whose others are looked for
   * @param telematikId from the card of that file
   * @return the newest first; in whatever state, so that approvers see also who was revoked
   */
  public static List<PharmacyFile> others(
      Collection<PharmacyFile> files, String pharmacyId, String telematikId) {
    return files.stream()
        .filter(file -> !file.pharmacyId().equals(pharmacyId))
        .filter(file -> file.evidence().isOf(telematikId))
        .sorted(Comparator.comparing(PharmacyFile::since).reversed())
        .toList();
  }

  /** Whether a file keeps others of the same pharmacy from being admitted. */
  public static boolean isAdmitted(PharmacyFile file) {
    return switch (file.state()) {
      case VERIFIED, PROBATION, ACTIVE, SUSPENDED -> true;
      case UNKNOWN, APPLIED, EVIDENCED, REVOKED -> false;
    };
  }
}
