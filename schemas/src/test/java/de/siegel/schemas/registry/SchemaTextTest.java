package de.siegel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.event.Finding;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

  @Test
  void leavesOutWhatOnlyJavaNeeds() {
    assertThat(Finding.getClassSchema().toString()).contains("avro.java.string");
    assertThat(SchemaText.of(Finding.getClassSchema()))
        .contains("{\"name\":\"code\",\"type\":\"string\"")
        .doesNotContain("avro.java.string");
  }

  @Test
  void keepsEverythingElse() {
    String text =
        "{\"type\":\"record\",\"name\":\"A\",\"namespace\":\"n\",\"doc\":\"words\",\"fields\":["
            + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},"
            + "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[]},"
            + "{\"name\":\"next\",\"type\":[\"null\",\"A\"],\"default\":null}]}";
    Schema schema = SchemaText.parse(text);

    assertThat(SchemaText.of(schema)).isEqualTo(text).isEqualTo(schema.toString());
  }
}
