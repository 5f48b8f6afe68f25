package de.siegel.desk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.Admission;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The admissions in force, as they stand on the topic.
 *
 * <p>Safe for use by several threads.
 */
final class AdmissionBook {
  private record Entry(Admission admission, byte[] bytes) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /**
   * Notes what was published.
   *
   * @param bytes as they were signed: an earlier schema's cannot be made again
   */
  void put(Admission admission, byte[] bytes) {
    entries.put(admission.getPharmacyId(), new Entry(admission, bytes));
  }

  /** Notes a draft of now that was published. */
  void put(ControlPayload.OfAdmission published) {
    put(published.value(), published.bytes());
  }

  Optional<Admission> find(String pharmacyId) {
    return Optional.ofNullable(entries.get(pharmacyId)).map(Entry::admission);
  }

  /** What its successor names the hash of. */
  Optional<byte[]> signedBytes(String pharmacyId) {
    return Optional.ofNullable(entries.get(pharmacyId)).map(Entry::bytes);
  }

  boolean isKnown(String pharmacyId) {
    return entries.containsKey(pharmacyId);
  }

  /** Who is in a cohort. */
  Stream<Admission> in(String cohort) {
    return all().filter(admission -> admission.getCohorts().contains(cohort));
  }

  Stream<Admission> all() {
    return entries.values().stream().map(Entry::admission);
  }
}
