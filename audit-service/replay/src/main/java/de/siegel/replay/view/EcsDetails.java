package de.siegel.replay.view;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegel.replay.trail.Leaf;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields under {@code siegel}: all columns of a leaf that ECS has no name for, with names such
 * as {@code siegel.certificate_id_hash}.
 */
final class EcsDetails {
  /** These stand in fields of ECS. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "index",
          "time",
          "loggedAt",
          "stage",
          "instance",
          "pharmacy",
          "terminal",
          "operator",
          "score",
          "rules",
          "command");

  private record Field(String name, LeafColumn column) {}

  private static final List<Field> FIELDS =
      LeafColumn.ALL.stream()
          .filter(column -> !ELSEWHERE.contains(column.name()))
          .map(column -> new Field(name(column.name()), column))
          .toList();

  private final IsoTimes times = new IsoTimes();

  void write(JsonGenerator json, Leaf leaf) throws IOException {
    json.writeObjectFieldStart("siegel");
    for (Field field : FIELDS) {
      Object value = field.column().value().apply(leaf);
      if (value != null) {
        write(json, field, value);
      }
    }
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Field field, Object value) throws IOException {
    switch (field.column().type()) {
      case TIME -> json.writeStringField(field.name(), times.text((Instant) value));
      case NUMBER -> json.writeNumberField(field.name(), (Long) value);
      case TEXT -> {
        if (!((String) value).isEmpty()) {
          json.writeStringField(field.name(), (String) value);
        }
      }
      case TEXTS -> {
        List<?> texts = (List<?>) value;
        if (!texts.isEmpty()) {
          json.writeArrayFieldStart(field.name());
          for (Object text : texts) {
            json.writeString(text.toString());
          }
          json.writeEndArray();
        }
      }
    }
  }

  private static String name(String column) {
    return column.replaceAll("(?<=[a-z])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
