package de.siegel.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.Admission;
import de.siegel.schemas.serde.SingleObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/**
 * A payload that was signed under an earlier schema stays readable: here Admission without duties,
 * and without a region.
 */
class EarlierPayloadTest {
  @Test
  void readsAnAdmissionFromBeforeItNamedDuties() throws IOException {
    Schema schema = SingleObject.earlier(Admission.getClassSchema()).get(0);
    assertThat(schema.getField("duties")).isNull();

    ControlPayload read = ControlPayload.read(encode(admission(schema))).orElseThrow();

    assertThat(read).isInstanceOf(ControlPayload.OfAdmission.class);
    Admission admission = ((ControlPayload.OfAdmission) read).value();
    assertThat(admission.getPharmacyId()).isEqualTo("pharmacy-1");
    assertThat(admission.getLocations()).containsExactly("APO1");
    assertThat(admission.getTelematikIds()).containsExactly("3-TEST.1");
    assertThat(admission.getOpeningHours()).isEmpty();
    assertThat(admission.getDuties()).isEmpty();
    assertThat(admission.getRegion()).isEqualTo(-1);
  }

  @Test
  void readsAnAdmissionFromBeforeItNamedARegion() throws IOException {
    Schema schema = SingleObject.earlier(Admission.getClassSchema()).get(1);
    assertThat(schema.getField("region")).isNull();
    GenericRecord signed = admission(schema);
    signed.put("duties", List.of());

    ControlPayload read = ControlPayload.read(encode(signed)).orElseThrow();

    assertThat(((ControlPayload.OfAdmission) read).value().getRegion()).isEqualTo(-1);
  }

  private static GenericRecord admission(Schema schema) {
    GenericRecord header = new GenericData.Record(schema.getField("header").schema());
    header.put("topic", "control.admissions");
    header.put("id", "pharmacy-1");
    header.put("version", 1L);
    header.put("sequence", 1L);
    header.put("previous", ByteBuffer.allocate(32));
    header.put("issuedAt", 0L);
    header.put("authority", "admissions");
    GenericRecord admission = new GenericData.Record(schema);
    admission.put("header", header);
    admission.put("pharmacyId", "pharmacy-1");
    admission.put("state", symbol(schema, "state", "ACTIVE"));
    admission.put("onboardingClass", symbol(schema, "onboardingClass", "TEST"));
    admission.put("cohorts", List.of());
    admission.put("locations", List.of("APO1"));
    admission.put("locationSeed", ByteBuffer.allocate(16));
    admission.put("telematikIds", List.of("3-TEST.1"));
    admission.put("suspendedTerminals", List.of());
    admission.put("suspendedOperators", List.of());
    admission.put("declaredDailyVolume", 0);
    admission.put("reason", null);
    admission.put("evidenceHash", ByteBuffer.allocate(0));
    admission.put("openingHours", List.of());
    return admission;
  }

  private static GenericData.EnumSymbol symbol(Schema schema, String field, String name) {
    return new GenericData.EnumSymbol(schema.getField(field).schema(), name);
  }

  private static byte[] encode(GenericRecord record) throws IOException {
    ByteBuffer buffer =
        new BinaryMessageEncoder<GenericRecord>(new GenericData(), record.getSchema())
            .encode(record);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
