package de.siegel.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Whether the work of reading with a writer's schema is bounded by the bytes that are read. A
 * schema of some hundred bytes can name records within records so that one value has billions of
 * parts and no byte, or lists whose items take no byte: a few bytes would then keep a stage busy
 * for ever.
 */
final class SchemaBounds {
  /** Our largest record has some hundred parts. */
  private static final long MOST_PARTS = 10_000;

  private static final long ENDLESS = Long.MAX_VALUE / 4;

  private final Map<String, Long> parts = new HashMap<>();
  private final Map<String, Long> bytes = new HashMap<>();

  private SchemaBounds() {}

  /** Whether a value written with it can be read in bounded time. */
  static boolean hold(Schema writer) {
    SchemaBounds bounds = new SchemaBounds();
    return bounds.parts(writer) <= MOST_PARTS;
  }

  /** Parts of one value where every list has one item, or endless. */
  private long parts(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        Long known = parts.putIfAbsent(schema.getFullName(), 1L); // within itself: counted once
        if (known != null) {
          yield known;
        }
        long sum = 1;
        for (Schema.Field field : schema.getFields()) {
          sum = Math.min(ENDLESS, sum + parts(field.schema()));
        }
        parts.put(schema.getFullName(), sum);
        yield sum;
      }
      case ARRAY -> items(schema.getElementType());
      case MAP -> Math.min(ENDLESS, 1 + parts(schema.getValueType()));
      case UNION -> {
        long most = 1;
        for (Schema branch : schema.getTypes()) {
          most = Math.max(most, parts(branch));
        }
        yield Math.min(ENDLESS, 1 + most);
      }
      default -> 1;
    };
  }

  private long items(Schema element) {
    return fewestBytes(element) == 0 ? ENDLESS : Math.min(ENDLESS, 1 + parts(element));
  }

  /** The fewest bytes of one value. */
  private long fewestBytes(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case FIXED -> schema.getFixedSize();
      case RECORD -> {
        Long known = bytes.putIfAbsent(schema.getFullName(), 0L);
        if (known != null) {
          yield known;
        }
        long sum = 0;
        for (Schema.Field field : schema.getFields()) {
          sum = Math.min(ENDLESS, sum + fewestBytes(field.schema()));
        }
        bytes.put(schema.getFullName(), sum);
        yield sum;
      }
      default -> 1;
    };
  }
}
