package de.siegel.embedded.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Whoever is at an address finds the letters of the desk there. */
public final class TestPost {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestPost() {}

  /**
   * The code in the last letter to an address.
   *
   * @param folder where the desk lays its letters
   */
  public static Optional<String> at(Path folder, String address) {
    try (Stream<Path> letters = Files.list(folder)) {
      Optional<String> code = Optional.empty();
      for (Path letter :
          letters
              .filter(path -> path.toString().endsWith(".json"))
              .sorted(Comparator.comparing(TestPost::sentAt))
              .toList()) {
        JsonNode content = JSON.readTree(Files.readAllBytes(letter));
        if (content.path("address").asText().equals(address)) {
          code = Optional.of(content.path("code").asText());
        }
      }
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException("The letters in " + folder + " cannot be read", e);
    }
  }

  /** A letter's name ends with the time at which it was sent. */
  private static long sentAt(Path letter) {
    String name = letter.getFileName().toString();
    return Long.parseLong(
        name.substring(name.lastIndexOf('-') + 1, name.length() - ".json".length()));
  }
}
