package de.siegel.fraudcheck.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.fraudrules.Batch;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One line of a list of batches: {@code
 * {"product":"EU/1/20/1528","batch":"EX1234","released":"2021-01-05","expires":"2021-07-31","doses":70200,"deliveredTo":["80","3-01.2.345"]}}.
 * Where it was delivered need not be said: two digits are the beginning of postal codes, anything
 * else is a pharmacy. Other fields are passed over.
 *
 * @param product the vaccine's number
 * @param batch as it is printed
 * @param released first day on which it may be used
 * @param expires last day
 * @param doses how many it has
 * @param deliveredTo where; empty if not said
 */
public record BatchLine(
    String product,
    String batch,
    LocalDate released,
    LocalDate expires,
    int doses,
    List<String> deliveredTo) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 128;
  private static final int MOST_DELIVERIES = 20_000;
  private static final int LARGEST_BATCH = 100_000_000;
  private static final Pattern REGION = Pattern.compile("[0-9]{2}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

  public BatchLine {
    deliveredTo = List.copyOf(deliveredTo);
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException if it is none; says which field is wrong and how it must be
   */
  public static BatchLine read(byte[] line) {
    JsonNode node = node(line);
    JsonNode doses = node.path("doses");
    if (!doses.isInt() || doses.intValue() < 1 || doses.intValue() > LARGEST_BATCH) {
      throw new IllegalArgumentException("doses must be a whole number from 1 to " + LARGEST_BATCH);
    }
    List<String> deliveredTo = deliveries(node.path("deliveredTo"));
    LocalDate released = date(node, "released");
    LocalDate expires = date(node, "expires");
    if (expires.isBefore(released)) {
      throw new IllegalArgumentException("expires must not be before released");
    }
    return new BatchLine(
        text(node.path("product"), "product"),
        text(node.path("batch"), "batch"),
        released,
        expires,
        doses.intValue(),
        deliveredTo);
  }

  private static JsonNode node(byte[] line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the line is not well-formed JSON", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the line cannot be read", e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("a line must be one JSON object");
    }
    return node;
  }

  private static List<String> deliveries(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray() || node.size() > MOST_DELIVERIES) {
      throw new IllegalArgumentException(
          "deliveredTo must be a list of at most " + MOST_DELIVERIES);
    }
    return StreamSupport.stream(node.spliterator(), false)
        .map(place -> text(place, "each of deliveredTo"))
        .toList();
  }

  private static String text(JsonNode node, String name) {
    String text = node.isTextual() ? node.textValue() : "";
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(name + " must be a text of 1 to " + LONGEST_NAME);
    }
    return text;
  }

  private static LocalDate date(JsonNode node, String name) {
    try {
      return LocalDate.parse(text(node.path(name), name), DATE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " must be a date such as 2021-09-01", e);
    }
  }

  /**
   * What the rules know of it.
   *
   * @param pharmacy makes a pharmacy's token
   */
  public Batch known(ToLongFunction<String> pharmacy) {
    Set<Long> pharmacies = new HashSet<>();
    Set<Integer> regions = new HashSet<>();
    for (String place : deliveredTo) {
      if (REGION.matcher(place).matches()) {
        regions.add(Integer.valueOf(place));
      } else {
        pharmacies.add(pharmacy.applyAsLong(place));
      }
    }
    return new Batch(released, expires, doses, pharmacies, regions);
  }
}
