package de.siegel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.SourcePosition;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryStateTest {

  private static final Schema ONE = point("{\"name\":\"x\",\"type\":\"int\"}");
  private static final Schema WITH_DEFAULT =
      point(
          "{\"name\":\"x\",\"type\":\"int\"}," + "{\"name\":\"y\",\"type\":\"int\",\"default\":0}");
  private static final Schema WITHOUT_DEFAULT =
      point("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\"}");

  @Test
  void givesTheSameSchemaTheSameIdUnderEverySubject() {
    RegistryState state =
        RegistryState.EMPTY
            .register("a", Finding.getClassSchema())
            .register("b", SourcePosition.getClassSchema())
            .register("c", Finding.getClassSchema());

    assertThat(state.latest("a").orElseThrow().id()).isEqualTo(1);
    assertThat(state.latest("b").orElseThrow().id()).isEqualTo(2);
    assertThat(state.latest("c").orElseThrow().id()).isEqualTo(1);
  }

  @Test
  void changesNothingWhenASubjectGetsWhatItHas() {
    RegistryState state = RegistryState.EMPTY.register("a", ONE).register("a", WITH_DEFAULT);

    assertThat(state.register("a", ONE)).isSameAs(state);
    assertThat(state.versions("a")).extracting(RegisteredSchema::version).containsExactly(1, 2);
  }

  @Test
  void takesAWriterInJavaAndOneElsewhereForTheSame() {
    RegistryState state = RegistryState.EMPTY.register("a", Finding.getClassSchema());
    Schema elsewhere = SchemaText.portable(Finding.getClassSchema());

    assertThat(state.schemas()).singleElement().asString().doesNotContain("java");
    assertThat(state.find("a", elsewhere)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    // A field without a default: new readers cannot read old records, old readers can read new.
    "NONE, true",
    "BACKWARD, false",
    "FORWARD, true",
    "FULL, false",
    "FULL_TRANSITIVE, false"
  })
  void judgesByTheSubjectsLevel(CompatibilityLevel level, boolean allowed) {
    RegistryState state = RegistryState.EMPTY.withLevel("a", level).register("a", ONE);

    assertThat(state.incompatibilities("a", WITHOUT_DEFAULT).isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false"})
  void looksBehindTheNewestVersionOnlyWhereTransitive(CompatibilityLevel level, boolean allowed) {
    RegistryState state =
        RegistryState.EMPTY.withLevel("a", level).register("a", ONE).register("a", WITH_DEFAULT);

    assertThat(state.incompatibilities("a", WITHOUT_DEFAULT).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void namesTheVersionAndTheFieldOfAnIncompatibility() {
    RegistryState state = RegistryState.EMPTY.register("a", ONE);

    assertThatThrownBy(() -> state.register("a", WITHOUT_DEFAULT))
        .isInstanceOf(IncompatibleSchema.class)
        .hasMessageContaining("subject a")
        .hasMessageContaining("cannot read version 1")
        .hasMessageContaining("/fields/1");
  }

  @Test
  void refusesAStateWhoseSubjectsNameMissingIds() {
    assertThatThrownBy(
            () ->
                new RegistryState(
                    List.of(), Map.of("a", List.of(1)), CompatibilityLevel.FULL, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Schema point(String fields) {
    return SchemaText.parse("{\"type\":\"record\",\"name\":\"Point\",\"fields\":[" + fields + "]}");
  }
}
