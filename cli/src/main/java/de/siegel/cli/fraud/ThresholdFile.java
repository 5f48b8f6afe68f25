package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.fraudrules.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Thresholds of the rules from a file: a JSON object of names and numbers. */
public final class ThresholdFile {
  private ThresholdFile() {}

  /**
   * Reads them; what is not named is standard.
   *
   * @param file as {@code --config} names it
   * @throws CommandFailure if it cannot be read or meant
   */
  public static Parameters read(Path file) {
    try {
      return Parameters.of(
          new ObjectMapper().readValue(file.toFile(), new TypeReference<Map<String, Double>>() {}));
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          "--config: " + file + " must be a JSON object of names and numbers.", e);
    } catch (IOException e) {
      throw CommandFailure.usage("--config: " + file + ": " + FileTrouble.reason(e) + ".", e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--config: " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
