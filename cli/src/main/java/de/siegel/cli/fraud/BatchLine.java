package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.fraudrules.Batch;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * One line of a list of batches: {@code
 * {"product":"EU/1/20/1528","batch":"EX1234","released":"2021-01-05","expires":"2021-07-31","doses":70200,"deliveredTo":["80","3-01.2.345"]}}.
 * Where it was delivered need not be said: two digits are the beginning of postal codes, anything
 * else is a pharmacy. Other fields are passed over.
 *
 * @param token of product and batch
 * @param batch what is known of it
 */
record BatchLine(long token, Batch batch) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 128;
  private static final int MOST_DELIVERIES = 20_000;
  private static final int LARGEST_BATCH = 100_000_000;

  /**
   * Reads one line.
   *
   * @throws BadTraceLine if it is none
   */
  static BatchLine read(byte[] line) throws BadTraceLine {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadTraceLine("the line is not well-formed JSON");
    } catch (IOException e) {
      throw new BadTraceLine("the line cannot be read");
    }
    if (!node.isObject()) {
      throw new BadTraceLine("a line must be one JSON object");
    }
    JsonNode doses = node.path("doses");
    if (!doses.isInt() || doses.intValue() < 1 || doses.intValue() > LARGEST_BATCH) {
      throw new BadTraceLine("doses must be a whole number from 1 to " + LARGEST_BATCH);
    }
    Set<Long> pharmacies = new HashSet<>();
    Set<Integer> regions = new HashSet<>();
    deliveries(node.path("deliveredTo"), pharmacies, regions);
    LocalDate released = date(node, "released");
    LocalDate expires = date(node, "expires");
    if (expires.isBefore(released)) {
      throw new BadTraceLine("expires must not be before released");
    }
    return new BatchLine(
        TraceReader.batch(text(node, "product"), text(node, "batch")),
        new Batch(released, expires, doses.intValue(), pharmacies, regions));
  }

  private static void deliveries(JsonNode node, Set<Long> pharmacies, Set<Integer> regions)
      throws BadTraceLine {
    if (node.isMissingNode()) {
      return;
    }
    if (!node.isArray() || node.size() > MOST_DELIVERIES) {
      throw new BadTraceLine("deliveredTo must be a list of at most " + MOST_DELIVERIES);
    }
    for (JsonNode place : node) {
      String name = place.isTextual() ? place.textValue() : "";
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        throw new BadTraceLine("deliveredTo must be pharmacies or two digits of a postal code");
      }
      if (DeclaredProfiles.isRegion(name)) {
        regions.add(Integer.valueOf(name));
      } else {
        pharmacies.add(Tokens.of(name));
      }
    }
  }

  private static String text(JsonNode node, String name) throws BadTraceLine {
    String text = node.path(name).isTextual() ? node.path(name).textValue() : "";
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      throw new BadTraceLine(name + " must be a text of 1 to " + LONGEST_NAME);
    }
    return text;
  }

  private static LocalDate date(JsonNode node, String name) throws BadTraceLine {
    try {
      return TraceTime.date(text(node, name));
    } catch (DateTimeException e) {
      throw new BadTraceLine(name + " must be a date such as 2021-09-01");
    }
  }
}
