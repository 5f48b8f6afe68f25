package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/FRAUD.md shows of a file of pharmacies is one. */
class PharmaciesDocumentTest {
  @TempDir private Path folder;

  @Test
  void eachExampleIsReadAsItSays() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "FRAUD.md"));
    Matcher example = Pattern.compile("```jsonl\n(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(example.find()).isTrue();
    Path file = Files.writeString(folder.resolve("pharmacies.jsonl"), example.group(1));

    Map<String, Profile> read = DeclaredProfiles.read(file);

    assertThat(read).hasSize(5);
    assertThat(read.get("open").openings())
        .isEqualTo(List.of(new Profile.Opening(0, 480, 1110), new Profile.Opening(5, 540, 780)));
    assertThat(read.get("beyond-midnight").openings()).hasSize(2);
    assertThat(read.get("duty").duties())
        .isEqualTo(List.of(new Profile.Duty(1_633_240_800, 1_633_327_200)));
    assertThat(read.get("new").probation()).isTrue();
    assertThat(read.get("new").region()).isEqualTo(80);
    assertThat(read.get("released").release()).isEqualTo(new Profile.Release(1_633_089_600, 2));
  }
}
