package de.siegel.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** The terminal that a request names itself, beside the one of its session. */
final class NamedTerminal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NamedTerminal() {}

  /**
   * Its name; empty if the content names none, or cannot be read: then no stage takes it either.
   *
   * @param content of a request, UTF-8 JSON
   */
  static Optional<String> in(byte[] content) {
    try {
      JsonNode terminal = JSON.readTree(content).path("context").path("terminal");
      return Optional.of(terminal.asText("")).filter(name -> !name.isEmpty());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
