package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.BatchName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads lines of a trace. Fields that it does not know are passed over: a trace may hold more than
 * the rules look at. Not safe for use by several threads.
 */
final class TraceReader {
  private final JsonFactory json = new JsonFactory();
  private final TraceLineScan scan = new TraceLineScan();
  private final TraceLineDraft draft = new TraceLineDraft();

  /**
   * Reads one line.
   *
   * @throws BadTraceLine if it is none
   */
  TraceLine read(byte[] line) throws BadTraceLine {
    draft.clear();
    if (!scan.read(line, draft)) {
      return parsed(line);
    }
    return draft.line();
  }

  /** Reads one line with the parser. */
  TraceLine parsed(byte[] line) throws BadTraceLine {
    draft.clear();
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadTraceLine("a line must be one JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        TraceLineField field = TraceLineField.of(parser.currentName());
        JsonToken value = parser.nextToken();
        if (field == null) {
          parser.skipChildren();
        } else if (draft.see(field)) {
          value(parser, field, value);
        } else {
          throw field.twice();
        }
      }
      if (parser.nextToken() != null) {
        throw new BadTraceLine("something follows the object: write one object a line");
      }
    } catch (IOException e) {
      throw new BadTraceLine("the line is not well-formed JSON");
    }
    return draft.line();
  }

  private void value(JsonParser parser, TraceLineField field, JsonToken value)
      throws IOException, BadTraceLine {
    switch (field) {
      case DOSE -> doses(parser, value);
      case STEP_UP, GATEWAY -> {
        if (!value.isBoolean()) {
          throw field.bad();
        }
        draft.truth(field, value == JsonToken.VALUE_TRUE);
      }
      default -> {
        if (value != JsonToken.VALUE_STRING || parser.getTextLength() > TraceLineField.LONGEST) {
          throw field.bad();
        }
        text(field, parser.getText());
      }
    }
  }

  private void text(TraceLineField field, String text) throws BadTraceLine {
    boolean meant =
        switch (field) {
          case TIME -> draft.time(time(text));
          case EVENT_DATE -> draft.eventDate(date(text));
          case TYPE -> text.length() == 1 && draft.type(text.charAt(0));
          case AGE_MARK -> draft.ageMark(age(text));
          default -> {
            name(field, text);
            yield true;
          }
        };
    if (!meant) {
      throw field.bad(text);
    }
  }

  private void name(TraceLineField field, String text) throws BadTraceLine {
    switch (field) {
      case PRODUCT, LABEL -> draft.text(field, text, Tokens.of(text));
      case BATCH, CARD -> {
        String used = field == TraceLineField.BATCH ? BatchName.normal(text) : text;
        if (!used.isEmpty()) {
          draft.token(field, Tokens.of(used));
        }
      }
      default -> {
        if (text.isEmpty()) {
          throw field.empty();
        }
        if (field == TraceLineField.ISSUER) {
          draft.text(field, text, 0);
        } else {
          draft.token(field, Tokens.of(text));
        }
      }
    }
  }

  private void doses(JsonParser parser, JsonToken value) throws IOException, BadTraceLine {
    if (value != JsonToken.START_ARRAY) {
      throw TraceLineField.DOSE.bad();
    }
    int dose = dose(parser);
    if (!draft.dose(dose, dose(parser)) || parser.nextToken() != JsonToken.END_ARRAY) {
      throw TraceLineField.DOSE.bad();
    }
  }

  /** The number there; 0 if it is none of one or two digits. */
  private static int dose(JsonParser parser) throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 2
        ? parser.getIntValue()
        : 0;
  }

  /** Token of product and batch, however the batch is spelt. */
  static long batch(String product, String batch) {
    return Tokens.of(Tokens.of(product), Tokens.of(BatchName.normal(batch)));
  }

  private static Instant time(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return TraceTime.time(bytes, 0, bytes.length);
  }

  private static LocalDate date(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return TraceTime.date(bytes, 0, bytes.length);
  }

  private static AgeMark age(String text) {
    return switch (text) {
      case "none" -> AgeMark.NONE;
      case "over110" -> AgeMark.OVER_110;
      case "placeholder" -> AgeMark.PLACEHOLDER;
      default -> null;
    };
  }
}
