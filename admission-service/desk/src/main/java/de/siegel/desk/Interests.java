package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.schemas.control.Admission;
import de.siegel.servicekit.configuration.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which persons of the desk own, lead or work for which pharmacies, as they declared it: nobody
 * approves what is their own.
 */
public final class Interests {
  private final Map<String, Set<String>> telematikIds;

  private Interests(Map<String, Set<String>> telematikIds) {
    this.telematikIds = telematikIds;
  }

  /** Nobody declared any. */
  public static Interests none() {
    return new Interests(Map.of());
  }

  /**
   * Of one person, for tests and demonstrations.
   *
   * @param keyId of the person
   */
  public static Interests of(String keyId, Set<String> telematikIds) {
    return new Interests(Map.of(keyId, Set.copyOf(telematikIds)));
  }

  /**
   * Reads a JSON object: id of a person's key to a list of Telematik-IDs.
   *
   * @throws ConfigurationError if it is none
   */
  public static Interests read(Path path) {
    Map<String, Set<String>> read = new HashMap<>();
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(path));
      if (!root.isObject()) {
        throw wrong(path);
      }
      for (Map.Entry<String, JsonNode> person : root.properties()) {
        Set<String> ids = new HashSet<>();
        for (JsonNode id : person.getValue()) {
          ids.add(id.asText());
        }
        if (!person.getValue().isArray() || ids.contains("")) {
          throw wrong(path);
        }
        read.put(person.getKey(), Set.copyOf(ids));
      }
    } catch (IOException e) {
      throw wrong(path);
    }
    return new Interests(read);
  }

  private static ConfigurationError wrong(Path path) {
    return new ConfigurationError(
        "desk.interests: "
            + path
            + " must be a JSON object from the ids of persons' keys to lists of Telematik-IDs");
  }

  /** Whether a pharmacy that has these Telematik-IDs is a person's own. */
  boolean hasAny(String keyId, Collection<String> some) {
    return some.stream().anyMatch(id -> has(keyId, id));
  }

  /**
   * Refuses a person's signature for a pharmacy of their own.
   *
   * @param admission of the pharmacy
   * @throws IllegalArgumentException if it is their own
   */
  void requireNotOwn(String keyId, Optional<Admission> admission) {
    if (admission.filter(known -> hasAny(keyId, known.getTelematikIds())).isPresent()) {
      throw new IllegalArgumentException(
          "OWN_PHARMACY: this person has declared the pharmacy as their own. Somebody else has to"
              + " sign.");
    }
  }

  /** Whether a pharmacy is a person's own. */
  boolean has(String keyId, String telematikId) {
    return telematikIds.getOrDefault(keyId, Set.of()).contains(telematikId);
  }
}
