package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads lines of a trace. Fields that it does not know are passed over: a trace may hold more than
 * the rules look at. Not safe for use by several threads.
 */
final class TraceReader {
  private static final int LONGEST_NAME = 128;
  private static final int LARGEST_DOSE = 99;
  private static final Map<String, Field> FIELDS = fields();

  /** What is read of a line. */
  private enum Field {
    TIME("time"),
    ISSUER("issuer"),
    TERMINAL("terminal"),
    OPERATOR("operator"),
    SESSION("session"),
    PRODUCT("product"),
    BATCH("batch"),
    EVENT_DATE("eventDate"),
    AGE_MARK("ageMark"),
    LABEL("label"),
    DOSE("dose"),
    STEP_UP("stepUp"),
    CARD("card"),
    GATEWAY("gateway");

    private final String title;

    Field(String title) {
      this.title = title;
    }
  }

  private static Map<String, Field> fields() {
    Map<String, Field> all = new HashMap<>();
    for (Field field : Field.values()) {
      all.put(field.title, field);
    }
    return Map.copyOf(all);
  }

  private final JsonFactory json = new JsonFactory();

  /** What one line says, until all is there. */
  private static final class Draft {
    private final Map<Field, String> texts = new EnumMap<>(Field.class);
    private int dose;
    private int doses;
    private boolean confirmed;
    private boolean gateway;
    private int seen;

    void see(Field field) throws BadTraceLine {
      int bit = 1 << field.ordinal();
      if ((seen & bit) != 0) {
        throw new BadTraceLine(field.title + " stands there twice");
      }
      seen |= bit;
    }
  }

  /**
   * Reads one line.
   *
   * @throws BadTraceLine if it is none
   */
  TraceLine read(byte[] line) throws BadTraceLine {
    Draft draft = new Draft();
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadTraceLine("a line must be one JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Field field = FIELDS.get(parser.currentName());
        JsonToken value = parser.nextToken();
        if (field == null) {
          parser.skipChildren();
        } else {
          draft.see(field);
          field(parser, field, value, draft);
        }
      }
      if (parser.nextToken() != null) {
        throw new BadTraceLine("something follows the object");
      }
    } catch (IOException e) {
      throw new BadTraceLine("the line is not well-formed JSON");
    }
    return line(draft);
  }

  private static void field(JsonParser parser, Field field, JsonToken value, Draft draft)
      throws IOException, BadTraceLine {
    switch (field) {
      case DOSE -> doses(parser, value, draft);
      case STEP_UP -> draft.confirmed = truth(field, value);
      case GATEWAY -> draft.gateway = truth(field, value);
      case TIME,
          ISSUER,
          TERMINAL,
          OPERATOR,
          SESSION,
          PRODUCT,
          BATCH,
          EVENT_DATE,
          AGE_MARK,
          CARD,
          LABEL -> {
        if (value != JsonToken.VALUE_STRING || parser.getTextLength() > LONGEST_NAME) {
          throw new BadTraceLine(field.title + " must be a text of at most " + LONGEST_NAME);
        }
        draft.texts.put(field, parser.getText());
      }
    }
  }

  private static boolean truth(Field field, JsonToken value) throws BadTraceLine {
    if (!value.isBoolean()) {
      throw new BadTraceLine(field.title + " must be true or false");
    }
    return value == JsonToken.VALUE_TRUE;
  }

  private static void doses(JsonParser parser, JsonToken value, Draft draft)
      throws IOException, BadTraceLine {
    if (value != JsonToken.START_ARRAY) {
      throw new BadTraceLine("dose must be two numbers, such as [2,2]");
    }
    draft.dose = dose(parser);
    draft.doses = dose(parser);
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw new BadTraceLine("dose must be two numbers, such as [2,2]");
    }
  }

  private static int dose(JsonParser parser) throws IOException, BadTraceLine {
    int dose = parser.nextToken() == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
    if (dose < 0 || dose > LARGEST_DOSE) {
      throw new BadTraceLine("dose must be two numbers from 0 to " + LARGEST_DOSE);
    }
    return dose;
  }

  private static TraceLine line(Draft draft) throws BadTraceLine {
    String product = draft.texts.getOrDefault(Field.PRODUCT, "");
    String named = draft.texts.getOrDefault(Field.BATCH, "");
    long batch = named.isEmpty() ? 0 : batch(product, named);
    String card = draft.texts.getOrDefault(Field.CARD, "");
    LocalDate eventDate = date(draft.texts.get(Field.EVENT_DATE));
    Features request =
        new Features(
            time(text(draft, Field.TIME)),
            Tokens.of(text(draft, Field.TERMINAL)),
            Tokens.of(text(draft, Field.OPERATOR)),
            Tokens.of(text(draft, Field.SESSION)),
            product,
            batch,
            eventDate,
            draft.dose,
            draft.doses,
            age(draft.texts.getOrDefault(Field.AGE_MARK, "none")),
            Tokens.of(batch, eventDate == null ? 0 : eventDate.toEpochDay()),
            draft.confirmed,
            card.isEmpty() ? 0 : Tokens.of(card),
            draft.gateway);
    return new TraceLine(
        text(draft, Field.ISSUER), request, draft.texts.getOrDefault(Field.LABEL, ""));
  }

  /** Token of product and batch. */
  static long batch(String product, String batch) {
    return Tokens.of(Tokens.of(product), Tokens.of(batch));
  }

  private static String text(Draft draft, Field field) throws BadTraceLine {
    String text = draft.texts.get(field);
    if (text == null || text.isEmpty()) {
      throw new BadTraceLine(field.title + " is missing");
    }
    return text;
  }

  private static Instant time(String text) throws BadTraceLine {
    try {
      return TraceTime.time(text);
    } catch (DateTimeException e) {
      throw new BadTraceLine("time must be a time of RFC 3339, such as 2021-09-01T08:30:00Z");
    }
  }

  private static LocalDate date(String text) throws BadTraceLine {
    try {
      return text == null || text.isEmpty() ? null : TraceTime.date(text);
    } catch (DateTimeException e) {
      throw new BadTraceLine("eventDate must be a date such as 2021-09-01");
    }
  }

  private static AgeMark age(String text) throws BadTraceLine {
    return switch (text) {
      case "none" -> AgeMark.NONE;
      case "over110" -> AgeMark.OVER_110;
      case "placeholder" -> AgeMark.PLACEHOLDER;
      default -> throw new BadTraceLine("ageMark must be none, over110 or placeholder");
    };
  }
}
