package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;

/** {@code r[0]} (sections 2.3 and 5.1). */
record RecoveryEntry(LocalDate firstResult, LocalDate validFrom, LocalDate validUntil)
    implements DccEntry {

  private static final Set<String> FIELDS = Set.of("id", "tg", "fr", "df", "du");
  private static final int DAYS_UNTIL_VALID = 28;
  private static final int DAYS_VALID = 180;

  /** The entry; null when an error was added to any field it needs. */
  static RecoveryEntry read(FieldReader fields, Circumstances circumstances) {
    fields.only(FIELDS);
    fields.code("tg", ValueSets.TARGETS);
    LocalDate first = fields.date("fr");
    LocalDate from = fields.date("df");
    LocalDate until = fields.date("du");
    circumstances.checkEvent(fields, "fr", first);
    if (first != null) {
      LocalDate last = first.plusDays(DAYS_VALID);
      if (last.isBefore(circumstances.today())) {
        fields.error(ErrorCode.TEST_TOO_OLD, "fr");
      }
      if (from != null && !from.equals(first.plusDays(DAYS_UNTIL_VALID))) {
        fields.error(ErrorCode.VALID_FROM, "df");
      }
      if (until != null && (until.isBefore(first) || until.isAfter(last))) {
        fields.error(ErrorCode.VALID_UNTIL, "du");
      } else if (until != null && from != null && until.isBefore(from)) {
        fields.error(ErrorCode.VALID_UNTIL, "du");
      }
    }
    if (first == null || from == null || until == null) {
      return null;
    }
    return new RecoveryEntry(first, from, until);
  }

  @Override
  public CertificateType type() {
    return CertificateType.RECOVERY;
  }

  @Override
  public void write(CBORGenerator generator, Issuance issuance) throws IOException {
    generator.writeStartObject(null, 7);
    Cbor.text(generator, "ci", issuance.certificateId());
    Cbor.text(generator, "co", issuance.country());
    Cbor.text(generator, "df", validFrom.toString());
    Cbor.text(generator, "du", validUntil.toString());
    Cbor.text(generator, "fr", firstResult.toString());
    Cbor.text(generator, "is", issuance.issuer());
    Cbor.text(generator, "tg", ValueSets.COVID_19);
    generator.writeEndObject();
  }

  @Override
  public String toString() {
    return "RecoveryEntry";
  }
}
