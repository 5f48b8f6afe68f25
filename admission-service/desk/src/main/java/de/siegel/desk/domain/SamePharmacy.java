package de.siegel.desk.domain;

import de.siegel.schemas.control.AdmissionState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * Finds those at the same address, whatever their card says: a pharmacy may have eight
   * Telematik-IDs, and eight admissions would be eight identities. Only persons can tell whether
   * two pharmacies are in one house, so nothing is refused for it.
   *
   * @return the newest first, none of the same Telematik-ID
   */
  public static List<PharmacyFile> atTheSameAddress(
      Collection<PharmacyFile> files, PharmacyFile own) {
    Set<String> addresses = addresses(own);
    return files.stream()
        .filter(file -> !file.pharmacyId().equals(own.pharmacyId()))
        .filter(
            file ->
                own.evidence().card().filter(c -> file.evidence().isOf(c.telematikId())).isEmpty())
        .filter(file -> addresses(file).stream().anyMatch(addresses::contains))
        .sorted(Comparator.comparing(PharmacyFile::since).reversed())
        .toList();
  }

  private static Set<String> addresses(PharmacyFile file) {
    return file.evidence().register().stream()
        .flatMap(register -> register.entry().addresses().stream())
        .map(address -> address.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""))
        .collect(Collectors.toSet());
  }

  /** Whether it may still come to an admission, or not. */
  public static boolean isUnderWay(PharmacyFile file) {
    return file.state() == AdmissionState.APPLIED || file.state() == AdmissionState.EVIDENCED;
  }

  /** Whether a file keeps others of the same pharmacy from being admitted. */
  public static boolean isAdmitted(PharmacyFile file) {
    return switch (file.state()) {
      case VERIFIED, PROBATION, ACTIVE, SUSPENDED -> true;
      case UNKNOWN, APPLIED, EVIDENCED, REVOKED -> false;
    };
  }
}
