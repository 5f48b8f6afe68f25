package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.fraudrules.DayLimit;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Velocity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thresholds of the rules from a file: a JSON object of names and numbers. It may name limits as
 * well, as a configuration in force does.
 */
public final class ThresholdFile {
  private static final List<String> VELOCITY =
      List.of(FraudParameters.LIMIT, FraudParameters.WINDOW);
  private static final List<String> PROBATION =
      List.of(FraudParameters.PROBATION_LIMIT, FraudParameters.PROBATION_WINDOW);

  /** Stands in where a file names limits on probation alone; nothing is judged by it. */
  private static final Map<String, Double> NOT_NAMED =
      Map.of(FraudParameters.LIMIT, 1.0, FraudParameters.WINDOW, 1.0);

  private ThresholdFile() {}

  /**
   * What a file sets.
   *
   * @param rules what it does not name is standard
   * @param velocity the limit per pharmacy, if it names one
   * @param probation the limit of those on probation, if it names any limit
   */
  record Configuration(
      Parameters rules, Optional<Velocity> velocity, Optional<DayLimit> probation) {
    /** Where there is no file. */
    static final Configuration STANDARD =
        new Configuration(Parameters.standard(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads the thresholds of the rules; what is not named is standard, and limits are only checked.
   *
   * @param file as {@code --config} names it
   * @throws CommandFailure if it cannot be read or meant
   */
  public static Parameters read(Path file) {
    return configuration(file).rules();
  }

  /**
   * Reads all of it.
   *
   * @param file as {@code --config} names it
   * @throws CommandFailure if it cannot be read or meant
   */
  static Configuration configuration(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = new JsonFactory().createParser(in)) {
      return configuration(numbers(parser));
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          "--config: " + file + " must be a JSON object of names and numbers, and is not JSON.", e);
    } catch (IOException e) {
      throw CommandFailure.usage("--config: " + file + ": " + FileTrouble.reason(e) + ".", e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--config: " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static Map<String, Double> numbers(JsonParser parser) throws IOException {
    JsonToken begin = parser.nextToken();
    if (begin != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(
          "it must be a JSON object of names and numbers, such as {\"volume.threshold\":5.5}, and"
              + (begin == null ? " is empty" : " is " + kind(begin)));
    }
    Map<String, Double> numbers = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!value.isNumeric()) {
        throw new IllegalArgumentException(
            name
                + " must be a number, not "
                + kind(value)
                + (value == JsonToken.VALUE_STRING ? ": write it without quotes" : ""));
      }
      if (numbers.put(name, parser.getDoubleValue()) != null) {
        throw new IllegalArgumentException(name + " stands there twice: keep one of them");
      }
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("something follows the object: leave it out");
    }
    return numbers;
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }

  private static Configuration configuration(Map<String, Double> numbers) {
    boolean velocity = VELOCITY.stream().anyMatch(numbers::containsKey);
    boolean probation = PROBATION.stream().anyMatch(numbers::containsKey);
    if (!velocity && !probation) {
      return new Configuration(Parameters.of(numbers), Optional.empty(), Optional.empty());
    }
    Map<String, Double> all = new HashMap<>(velocity ? Map.of() : NOT_NAMED);
    all.putAll(numbers);
    for (String name : VELOCITY) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " is missing: name " + String.join(" and ", VELOCITY) + ", or neither");
      }
    }
    FraudParameters parameters = FraudParameters.of(all);
    return new Configuration(
        parameters.rules(),
        velocity ? Optional.of(parameters.velocity()) : Optional.empty(),
        Optional.of(parameters.probation()));
  }
}
