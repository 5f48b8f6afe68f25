package de.siegel.servicekit.configuration;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of one process: keys such as {@code signer.batch-size} with text values, read once
 * at start. A missing, malformed or unknown key stops the start with a sentence that names it.
 */
public final class Configuration {
  private final Map<String, String> values;
  private final Set<String> asked = new TreeSet<>();

  private Configuration(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Settings made in code, for the embedded parts and for tests. */
  public static Configuration of(Map<String, String> values) {
    return new Configuration(values);
  }

  /**
   * Reads a properties file (UTF-8). A relative path inside it counts from the file's folder.
   *
   * @throws ConfigurationError if the file cannot be read
   */
  public static Configuration load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationError(
          "The configuration file " + file + " cannot be read (" + e.getMessage() + ")");
    }
    Map<String, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name).strip();
      boolean path = name.endsWith(".folder") || name.endsWith(".file");
      Path parent = file.toAbsolutePath().getParent();
      // An empty path is a missing one, not the folder itself.
      values.put(name, path && !value.isEmpty() ? parent.resolve(value).toString() : value);
    }
    return new Configuration(values);
  }

  /** A text that must be there. */
  public String text(String key) {
    return optional(key)
        .orElseThrow(
            () ->
                new ConfigurationError(
                    "The setting " + key + " is missing: add it and start again"));
  }

  /** Demands settings that are read later, by the stage's threads. */
  public void require(String... keys) {
    for (String key : keys) {
      text(key);
    }
  }

  /** A text that may be absent. */
  public Optional<String> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /** A whole number in a range, or its default. */
  public int whole(String key, int byDefault, int least, int most) {
    int value;
    try {
      value = optional(key).map(Integer::parseInt).orElse(byDefault);
    } catch (NumberFormatException e) {
      throw new ConfigurationError("The setting " + key + " must be a whole number");
    }
    if (value < least || value > most) {
      throw new ConfigurationError(
          "The setting " + key + " must be from " + least + " to " + most + ", is " + value);
    }
    return value;
  }

  /** A time in milliseconds, or its default; the key ends in {@code -ms}. */
  public Duration millis(String key, int byDefault, int least, int most) {
    return Duration.ofMillis(whole(key, byDefault, least, most));
  }

  /** {@code true} or {@code false}, or its default. */
  public boolean flag(String key, boolean byDefault) {
    String value = optional(key).orElse(Boolean.toString(byDefault));
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigurationError(
              "The setting " + key + " must be true or false, is " + value);
    };
  }

  /** A path that must be there. */
  public Path path(String key) {
    return Path.of(text(key));
  }

  /** A comma-separated list; empty if absent. */
  public List<String> list(String key) {
    return optional(key)
        .map(value -> Arrays.stream(value.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }

  /** All settings under a prefix, without it. */
  public Map<String, String> under(String prefix) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            asked.add(key);
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /**
   * Call when everything has been read: a key that nobody asked for is most likely misspelt.
   *
   * @throws ConfigurationError naming all such keys
   */
  public void refuseUnknown() {
    List<String> unknown = new ArrayList<>(new TreeSet<>(values.keySet()));
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw new ConfigurationError(
          "Unknown settings: " + String.join(", ", unknown) + ". Known are: " + asked);
    }
  }
}
