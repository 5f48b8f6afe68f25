package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/** The one entry of a DCC, checked. */
sealed interface DccEntry permits VaccinationEntry, TestEntry, RecoveryEntry {

  /** What an entry's rules may look at beside the entry. */
  record Circumstances(
      IssuingPolicy policy, Instant requestedAt, LocalDate today, BirthDate birthDate) {

    /** An event may not lie in the future nor before the birth. */
    void checkEvent(FieldReader fields, String name, LocalDate day) {
      if (day == null) {
        return;
      }
      if (day.isAfter(today)) {
        fields.error(ErrorCode.FUTURE_DATE, name);
      }
      if (birthDate.isAfter(day)) {
        fields.error(ErrorCode.BEFORE_BIRTH, name);
      }
    }
  }

  /** What only the issuer knows. */
  record Issuance(String country, String issuer, String certificateId) {}

  CertificateType type();

  /** Writes the entry's map, keys in the order of their bytes. */
  void write(CBORGenerator generator, Issuance issuance) throws IOException;
}
