package de.siegel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that every schema keeps, so that it can grow. */
class ContractTest {

  static Stream<Schema> topicSchemas() {
    return new TopicCatalogue(6, List.of("tenant"))
        .topics().stream().map(Topic::value).flatMap(value -> value.stream()).distinct();
  }

  static Stream<Schema> enums() {
    Set<Schema> found = new HashSet<>();
    Stream.concat(
            topicSchemas(),
            Stream.of(
                de.siegel.schemas.control.Admission.getClassSchema(),
                de.siegel.schemas.control.Session.getClassSchema(),
                de.siegel.schemas.control.StageKey.getClassSchema(),
                de.siegel.schemas.control.EpochKey.getClassSchema(),
                de.siegel.schemas.control.FraudConfiguration.getClassSchema(),
                de.siegel.schemas.control.Heartbeat.getClassSchema()))
        .forEach(schema -> collectEnums(schema, found));
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("enums")
  void everyEnumReadsASymbolFromTheFutureAsUnknown(Schema schema) {
    assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
    assertThat(schema.getEnumSymbols()).startsWith("UNKNOWN");
  }

  @ParameterizedTest
  @MethodSource("topicSchemas")
  void everyFieldSaysWhatItIs(Schema schema) {
    assertThat(schema.getDoc()).isNotBlank();
    assertThat(schema.getFields()).allSatisfy(field -> assertThat(field.doc()).isNotBlank());
  }

  private static void collectEnums(Schema schema, Set<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> collectEnums(field.schema(), found));
      case ENUM -> found.add(schema);
      case ARRAY -> collectEnums(schema.getElementType(), found);
      case MAP -> collectEnums(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collectEnums(branch, found));
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}
