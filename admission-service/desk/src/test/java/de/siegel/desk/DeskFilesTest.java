package de.siegel.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.desk.domain.ActivationCode;
import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk keeps outlives it, whole or as it was before. */
class DeskFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00.123Z");

  @TempDir Path folder;

  private static PharmacyFile empty(String id) {
    return new PharmacyFile(
        id,
        OnboardingClass.GUEST,
        "applicant",
        AdmissionState.APPLIED,
        AdmissionState.APPLIED,
        NOW,
        Evidence.NONE,
        Optional.empty(),
        Set.of(),
        Optional.empty());
  }

  private static PharmacyFile full(String id) {
    return new PharmacyFile(
        id,
        OnboardingClass.GUEST,
        "applicant",
        AdmissionState.EVIDENCED,
        AdmissionState.EVIDENCED,
        NOW,
        new Evidence(
            Optional.of(new Evidence.Card("3-10.2.1", "ab".repeat(32), NOW)),
            Optional.of(
                new Evidence.Register(
                    new RegisterEntry(
                        "3-10.2.1", "Apotheke \"am\" Test", List.of("Straße 1, Ort", "Ort 2")),
                    NOW)),
            Optional.of(new Evidence.Licence("Landesamt", "AZ 1", NOW, "key-1"))),
        Optional.of(new ActivationCode("cd".repeat(32), "Straße 1, Ort", NOW, true)),
        Set.of("key-1", "key-2"),
        Optional.of(new PharmacyFile.Stop("a \"test\"", "key-3")));
  }

  @Test
  void keepsApplicationsAsTheyAre() {
    ApplicationFolder files = new ApplicationFolder(folder);
    files.write(full("p-1"));
    files.write(empty("p-1"));
    files.write(full("p-1"));
    files.write(empty("p-2"));

    assertThat(new ApplicationFolder(folder).read())
        .containsOnlyKeys("p-1", "p-2")
        .containsEntry("p-1", full("p-1"))
        .containsEntry("p-2", empty("p-2"));
  }

  @Test
  void letsNobodyElseReadThem() throws IOException {
    new ApplicationFolder(folder).write(full("p-1"));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("p-1.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void doesNotStartOnAFileThatItDoesNotUnderstand() throws IOException {
    for (String content : List.of("", "{}", "{\"id\":\"p-2\"}", "[1]")) {
      Files.writeString(folder.resolve("p-1.json"), content);

      assertThatThrownBy(() -> new ApplicationFolder(folder).read())
          .isInstanceOf(ConfigurationError.class)
          .hasMessageContaining("p-1.json");
    }
  }

  @Test
  void doesNotStartOnAFileWithARepeatedEntry() throws IOException {
    new ApplicationFolder(folder).write(full("p-1"));
    String good = Files.readString(folder.resolve("p-1.json"));
    for (String repeated :
        List.of(
            good.replace("\"key-2\"", "\"key-1\""),
            good.replaceFirst("\\{", "{ \"state\" : \"ACTIVE\","))) {
      assertThat(repeated).isNotEqualTo(good);
      Files.writeString(folder.resolve("p-1.json"), repeated);

      assertThatThrownBy(() -> new ApplicationFolder(folder).read())
          .isInstanceOf(ConfigurationError.class)
          .hasMessageContaining("p-1.json");
    }
  }

  @Test
  void doesNotStartOnAFileUnderAnotherName() throws IOException {
    ApplicationFolder files = new ApplicationFolder(folder);
    files.write(full("p-1"));
    Files.move(folder.resolve("p-1.json"), folder.resolve("p-2.json"));

    assertThatThrownBy(files::read).isInstanceOf(ConfigurationError.class);
  }

  @Test
  void keepsThePlanOfWavesAndWhoWasVerifiedAgain() {
    Path file = folder.resolve("waves.json");
    for (Optional<Instant> openedAt :
        List.of(Optional.<Instant>empty(), Optional.of(NOW), Optional.of(Instant.MIN))) {
      Reopening plan =
          new Reopening(
              "guests",
              List.of(Set.of("a", "b"), Set.of("c")),
              new Gates(0.2, 0.05, 1, 50, Duration.ofHours(1)),
              Reopening.State.STOPPED,
              1,
              openedAt,
              List.of("refused: 30.0 % of at most 20.0 %"),
              "Wir prüfen jeden Zugang neu.");

      new WaveBook(file).write(plan, Map.of("a", NOW));

      assertThat(new WaveBook(file).plan()).contains(plan);
      assertThat(new WaveBook(file).verified()).isEqualTo(Map.of("a", NOW));
    }
  }

  @Test
  void doesNotStartOnAPlanThatItDoesNotUnderstand() throws IOException {
    Path file = Files.writeString(folder.resolve("waves.json"), "{\"cohort\":\"guests\"}");

    assertThatThrownBy(() -> new WaveBook(file))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("waves.json");
  }
}
