package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;

/** {@code v[0]} (section 2.1). */
record VaccinationEntry(
    String prophylaxis, String product, String holder, int dose, int series, LocalDate date)
    implements DccEntry {

  private static final Set<String> FIELDS = Set.of("id", "tg", "vp", "mp", "ma", "dn", "sd", "dt");

  /** The entry; null when an error was added to any field it needs. */
  static VaccinationEntry read(FieldReader fields, Circumstances circumstances) {
    ValueSets sets = ValueSets.current();
    fields.only(FIELDS);
    fields.code("tg", ValueSets.TARGETS);
    String prophylaxis = fields.code("vp", sets.prophylaxisCodes());
    String product = fields.code("mp", sets.productCodes());
    String holder = fields.code("ma", sets.holderCodes());
    Integer dose = fields.dose("dn");
    Integer series = fields.dose("sd");
    LocalDate date = fields.date("dt");
    circumstances.checkEvent(fields, "dt", date);
    if (product != null) {
      checkTriple(fields, sets.product(product).orElseThrow(), holder, prophylaxis);
      if (!circumstances.policy().products().contains(product)) {
        fields.error(ErrorCode.PRODUCT_NOT_ISSUED, "mp");
      } else if (dose != null
          && series != null
          && !circumstances.policy().doses().allows(product, dose, series)) {
        fields.error(ErrorCode.DOSES_NOT_ALLOWED, "dn");
      }
    }
    if (prophylaxis == null
        || product == null
        || holder == null
        || dose == null
        || series == null
        || date == null) {
      return null;
    }
    return new VaccinationEntry(prophylaxis, product, holder, dose, series, date);
  }

  private static void checkTriple(
      FieldReader fields, VaccineProduct product, String holder, String prophylaxis) {
    if (holder != null && !product.holder().equals(holder)) {
      fields.error(ErrorCode.PRODUCT_MISMATCH, "ma");
    }
    if (prophylaxis != null && !product.prophylaxes().contains(prophylaxis)) {
      fields.error(ErrorCode.PRODUCT_MISMATCH, "vp");
    }
  }

  @Override
  public CertificateType type() {
    return CertificateType.VACCINATION;
  }

  @Override
  public void write(CBORGenerator generator, Issuance issuance) throws IOException {
    generator.writeStartObject(null, 10);
    Cbor.text(generator, "ci", issuance.certificateId());
    Cbor.text(generator, "co", issuance.country());
    generator.writeNumberField("dn", dose);
    Cbor.text(generator, "dt", date.toString());
    Cbor.text(generator, "is", issuance.issuer());
    Cbor.text(generator, "ma", holder);
    Cbor.text(generator, "mp", product);
    generator.writeNumberField("sd", series);
    Cbor.text(generator, "tg", ValueSets.COVID_19);
    Cbor.text(generator, "vp", prophylaxis);
    generator.writeEndObject();
  }

  @Override
  public String toString() {
    return "VaccinationEntry";
  }
}
