package de.siegel.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The invented pharmacy of July 2021: each of its nine failures is stopped here, and told. */
@Timeout(120)
class ForgedGuestIT {
  private static final int PHARMACIES = 4;
  private static final String REQUEST =
      """
      {"type":"V","payload":{"nam":{"fn":"Musterfrau","gn":"Erika"},\
      "dob":"1979-04-14","v":[{"id":"LOCATION","tg":"840539006","vp":"1119349007",\
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  @TempDir static Path folder;
  private static Map<String, Scene> scenes;

  @BeforeAll
  static void tryAll() {
    PipelineSettings settings = new PipelineSettings(folder, Ports.ANY, PHARMACIES, Map.of());
    try (EmbeddedPipeline pipeline = EmbeddedPipeline.start(settings, part -> {});
        ForgedGuest attack =
            new ForgedGuest(
                pipeline, PHARMACIES, location -> REQUEST.replace("LOCATION", location))) {
      scenes =
          attack.run(scene -> {}).stream().collect(Collectors.toMap(Scene::id, scene -> scene));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F1, EVIDENCE_INCOMPLETE",
    "F2, APPLICANT_APPROVES OK SAME_APPROVER",
    "F3, ADDRESS_NOT_IN_REGISTER",
    "F4, CA_UNKNOWN",
    "F5, REGISTER_NO_MATCH",
    "F6, POP_FAILED",
    "F7, NOT_ACTIVE OK PROBATION_LIMIT",
    "F8, PHARMACY_SUSPENDED OK",
    "F9, NOT_VERIFIED OK"
  })
  void isStoppedAtItsStepAndLeavesItsLineInTheAudit(String id, String codes) {
    Scene scene = scenes.get(id);
    assertThat(scene.attempts())
        .extracting(Scene.Attempt::found)
        .containsExactlyElementsOf(List.of(codes.split(" ")));
    assertThat(scene.attempts()).allMatch(attempt -> attempt.audit().isPresent());
    assertThat(scene.isAsExpected()).isTrue();
  }
}
