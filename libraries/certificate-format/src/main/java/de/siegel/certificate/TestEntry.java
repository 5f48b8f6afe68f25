package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * {@code t[0]} (section 2.2).
 *
 * @param name {@code nm}, of a nucleic acid test only
 * @param device {@code ma}, of a rapid test only
 * @param sampled {@code sc} as the caller wrote it
 */
record TestEntry(
    String testType,
    Optional<String> name,
    Optional<String> device,
    String sampled,
    String result,
    String centre)
    implements DccEntry {

  private static final Set<String> FIELDS = Set.of("id", "tg", "tt", "nm", "ma", "sc", "tr", "tc");

  /** Longest {@code tc} at the issuing API (section 8). */
  private static final int CENTRE = 50;

  /** The entry; null when an error was added to any field it needs. */
  static TestEntry read(FieldReader fields, Circumstances circumstances) {
    fields.only(FIELDS);
    fields.code("tg", ValueSets.TARGETS);
    String testType = fields.code("tt", ValueSets.TEST_TYPES);
    Optional<String> name = Optional.empty();
    Optional<String> device = Optional.empty();
    if (ValueSets.NAAT.equals(testType)) {
      name = Optional.ofNullable(fields.text("nm", FieldReader.TEXT));
      if (fields.has("ma")) {
        fields.error(ErrorCode.DEVICE_FORBIDDEN, "ma");
      }
    } else if (ValueSets.RAT.equals(testType)) {
      device = Optional.ofNullable(fields.anyText("ma"));
      if (device.isPresent()
          && !circumstances.policy().testDevices().codes().contains(device.get())) {
        fields.error(ErrorCode.DEVICE_UNKNOWN, "ma");
      }
      if (fields.has("nm")) {
        fields.error(ErrorCode.TEST_NAME_FORBIDDEN, "nm");
      }
    }
    OffsetDateTime sampled = fields.dateTime("sc");
    if (sampled != null) {
      if (sampled.toInstant().isAfter(circumstances.requestedAt())) {
        fields.error(ErrorCode.FUTURE_DATE, "sc");
      }
      if (circumstances.birthDate().isAfter(sampled.toLocalDate())) {
        fields.error(ErrorCode.BEFORE_BIRTH, "sc");
      }
    }
    String result = fields.code("tr", ValueSets.TEST_RESULTS);
    String centre = fields.text("tc", CENTRE);
    if (testType == null || sampled == null || result == null || centre == null) {
      return null;
    }
    return new TestEntry(testType, name, device, fields.anyText("sc"), result, centre);
  }

  @Override
  public CertificateType type() {
    return CertificateType.TEST;
  }

  @Override
  public void write(CBORGenerator generator, Issuance issuance) throws IOException {
    generator.writeStartObject(null, 9);
    Cbor.text(generator, "ci", issuance.certificateId());
    Cbor.text(generator, "co", issuance.country());
    Cbor.text(generator, "is", issuance.issuer());
    if (device.isPresent()) {
      Cbor.text(generator, "ma", device.get());
    } else {
      Cbor.text(generator, "nm", name.orElseThrow());
    }
    Cbor.text(generator, "sc", sampled);
    Cbor.text(generator, "tc", centre);
    Cbor.text(generator, "tg", ValueSets.COVID_19);
    Cbor.text(generator, "tr", result);
    Cbor.text(generator, "tt", testType);
    generator.writeEndObject();
  }

  @Override
  public String toString() {
    return "TestEntry";
  }
}
