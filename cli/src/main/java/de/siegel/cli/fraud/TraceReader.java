package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads lines of a trace. Fields that it does not know are passed over: a trace may hold more than
 * the rules look at. Not safe for use by several threads.
 */
final class TraceReader {
  private static final int LONGEST_NAME = 128;
  private static final int LARGEST_DOSE = 99;

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final Tokens tokens = new Tokens();

  /** What terminals, operators and dates of one line are, until all are there. */
  private static final class Draft {
    private final Map<String, String> texts = new HashMap<>();
    private int dose;
    private int doses;
    private boolean confirmed;
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
        field(parser, draft);
      }
      if (parser.nextToken() != null) {
        throw new BadTraceLine("something follows the object");
      }
    } catch (IOException e) {
      throw new BadTraceLine("the line is not well-formed JSON, or names a field twice");
    }
    return line(draft);
  }

  private static void field(JsonParser parser, Draft draft) throws IOException, BadTraceLine {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    switch (name) {
      case "dose" -> doses(parser, value, draft);
      case "stepUp" -> {
        if (!value.isBoolean()) {
          throw new BadTraceLine("stepUp must be true or false");
        }
        draft.confirmed = value == JsonToken.VALUE_TRUE;
      }
      case "time",
          "issuer",
          "terminal",
          "operator",
          "session",
          "product",
          "batch",
          "eventDate",
          "ageMark",
          "label" -> {
        if (value != JsonToken.VALUE_STRING || parser.getTextLength() > LONGEST_NAME) {
          throw new BadTraceLine(name + " must be a text of at most " + LONGEST_NAME);
        }
        draft.texts.put(name, parser.getText());
      }
      default -> parser.skipChildren();
    }
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

  private TraceLine line(Draft draft) throws BadTraceLine {
    String product = draft.texts.getOrDefault("product", "");
    String batch = draft.texts.getOrDefault("batch", "");
    Features request =
        new Features(
            time(text(draft, "time")),
            tokens.of(text(draft, "terminal")),
            tokens.of(text(draft, "operator")),
            tokens.of(text(draft, "session")),
            product,
            batch.isEmpty() ? 0 : tokens.of(product + "\n" + batch),
            date(draft.texts.get("eventDate")),
            draft.dose,
            draft.doses,
            age(draft.texts.getOrDefault("ageMark", "none")),
            tokens.of(product + "\n" + batch + "\n" + draft.texts.get("eventDate")),
            draft.confirmed);
    return new TraceLine(text(draft, "issuer"), request, draft.texts.getOrDefault("label", ""));
  }

  private static String text(Draft draft, String name) throws BadTraceLine {
    String text = draft.texts.get(name);
    if (text == null || text.isEmpty()) {
      throw new BadTraceLine(name + " is missing");
    }
    return text;
  }

  private static Instant time(String text) throws BadTraceLine {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadTraceLine("time must be a time of RFC 3339, such as 2021-09-01T08:30:00Z");
    }
  }

  private static LocalDate date(String text) throws BadTraceLine {
    try {
      return text == null || text.isEmpty() ? null : LocalDate.parse(text);
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
