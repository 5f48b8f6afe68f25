package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;

/** A request of the EU DCC that keeps every rule. */
record EuDccDraft(
    IssuingPolicy policy,
    HolderName name,
    BirthDate birthDate,
    DccEntry entry,
    String location,
    RequestContext context)
    implements Draft {

  /** The data model's version that is emitted (section 2). */
  static final String VERSION = "1.3.0";

  @Override
  public CertificateType type() {
    return entry.type();
  }

  @Override
  public String locationField() {
    return type().group() + "[0].id";
  }

  @Override
  public ToBeSigned fix(CertificateFields fields) {
    if (!CertificateIds.isFor(fields.certificateId(), policy.country())) {
      throw new IllegalArgumentException("the certificate id is not one of this country (U-02)");
    }
    byte[] claims = Cbor.write(512, generator -> writeClaims(generator, fields));
    return new ToBeSigned(fields, type(), policy.country(), claims);
  }

  /** The CWT claims of step 2: {@code {1: iss, 4: exp, 6: iat, -260: {1: dcc}}}. */
  private void writeClaims(CBORGenerator generator, CertificateFields fields) throws IOException {
    generator.writeStartObject(null, 4);
    generator.writeFieldId(Cwt.ISSUER);
    generator.writeString(policy.country());
    generator.writeFieldId(Cwt.EXPIRES_AT);
    generator.writeNumber(fields.expiresAt().getEpochSecond());
    generator.writeFieldId(Cwt.ISSUED_AT);
    generator.writeNumber(fields.issuedAt().getEpochSecond());
    generator.writeFieldId(Cwt.HCERT);
    generator.writeStartObject(null, 1);
    generator.writeFieldId(Cwt.EU_DCC);
    writeCertificate(generator, fields.certificateId());
    generator.writeEndObject();
    generator.writeEndObject();
  }

  private void writeCertificate(CBORGenerator generator, String certificateId) throws IOException {
    generator.writeStartObject(null, 4);
    generator.writeFieldName(type().group());
    generator.writeStartArray(null, 1);
    entry.write(generator, new DccEntry.Issuance(policy.country(), policy.issuer(), certificateId));
    generator.writeEndArray();
    Cbor.text(generator, "dob", birthDate.text());
    generator.writeFieldName("nam");
    name.write(generator);
    Cbor.text(generator, "ver", VERSION);
    generator.writeEndObject();
  }

  @Override
  public String toString() {
    return "EuDccDraft[" + type() + "]";
  }
}
