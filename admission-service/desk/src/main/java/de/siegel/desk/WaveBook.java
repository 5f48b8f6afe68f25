package de.siegel.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.wave.Gates;
import de.siegel.desk.domain.wave.Reopening;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The plan of a re-opening and who was verified again, in one file. */
final class WaveBook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private Optional<Reopening> plan = Optional.empty();
  private Map<String, Instant> verified = Map.of();

  /**
   * @param file need not be there
   * @throws ConfigurationError if it is there and is no plan
   */
  WaveBook(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        read(JSON.readTree(PrivateFiles.read(file)));
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        throw new ConfigurationError(
            file + " is no plan of waves (" + e.getMessage() + "): restore it from a backup");
      }
    }
  }

  Optional<Reopening> plan() {
    return plan;
  }

  /** Who was verified again, and when. */
  Map<String, Instant> verified() {
    return verified;
  }

  /** Returns when the file is whole, or it is as it was before. */
  void write(Reopening next, Map<String, Instant> pharmacies) {
    PrivateFiles.write(file, json(next, pharmacies).toString().getBytes(StandardCharsets.UTF_8));
    plan = Optional.of(next);
    verified = Map.copyOf(pharmacies);
  }

  private static ObjectNode json(Reopening plan, Map<String, Instant> verified) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("cohort", plan.cohort())
            .put("state", plan.state().name())
            .put("open", plan.open())
            .put("notice", plan.notice());
    plan.openedAt().ifPresent(at -> node.put("openedAt", at.toString()));
    node.putObject("gates")
        .put("mostRefused", plan.gates().mostRefused())
        .put("mostHeld", plan.gates().mostHeld())
        .put("mostCardFailures", plan.gates().mostCardFailures())
        .put("fewestRequests", plan.gates().fewestRequests())
        .put("watchSeconds", plan.gates().watch().toSeconds());
    ArrayNode waves = node.putArray("waves");
    for (Set<String> wave : plan.waves()) {
      wave.stream().sorted().forEach(waves.addArray()::add);
    }
    plan.reasons().forEach(node.putArray("reasons")::add);
    ObjectNode again = node.putObject("verifiedAt");
    new TreeMap<>(verified).forEach((pharmacy, at) -> again.put(pharmacy, at.toString()));
    return node;
  }

  private void read(JsonNode node) {
    List<Set<String>> waves = new ArrayList<>();
    node.path("waves").forEach(wave -> waves.add(new HashSet<>(texts(wave))));
    JsonNode gates = node.path("gates");
    plan =
        Optional.of(
            new Reopening(
                node.path("cohort").asText(),
                waves,
                new Gates(
                    gates.path("mostRefused").asDouble(),
                    gates.path("mostHeld").asDouble(),
                    gates.path("mostCardFailures").asLong(),
                    gates.path("fewestRequests").asLong(),
                    Duration.ofSeconds(gates.path("watchSeconds").asLong())),
                Reopening.State.valueOf(node.path("state").asText()),
                node.path("open").asInt(),
                Optional.ofNullable(node.get("openedAt")).map(at -> Instant.parse(at.asText())),
                texts(node.path("reasons")),
                node.path("notice").asText()));
    Map<String, Instant> again = new TreeMap<>();
    node.path("verifiedAt")
        .properties()
        .forEach(one -> again.put(one.getKey(), Instant.parse(one.getValue().asText())));
    verified = Map.copyOf(again);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
