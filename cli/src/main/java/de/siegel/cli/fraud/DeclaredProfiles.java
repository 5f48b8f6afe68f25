package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.fraudrules.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What pharmacies declared, from a file of JSON lines: {@code
 * {"issuer":"…","openings":[{"dayOfWeek":1,"opens":480,"closes":1110}],"duties":[{"from":"…","to":"…"}]}},
 * days 1 Monday to 7 Sunday, minutes of the day in Europe/Berlin; and if they are to be known
 * {@code "region":"80"}, two digits of the postal code, {@code "probation":true} and {@code
 * "release":{"at":"…","growth":1.5}}, the last release by analysts. The latitude, longitude and
 * {@code admittedAt} of traces may stand there and are not looked at. A line that cannot be used,
 * or has another name, ends the command: with other hours everything would be decided otherwise.
 */
public final class DeclaredProfiles {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Set<String> PHARMACY =
      Set.of(
          "issuer",
          "openings",
          "duties",
          "region",
          "probation",
          "release",
          "latitude",
          "longitude",
          "admittedAt");
  private static final Set<String> OPENING = Set.of("dayOfWeek", "opens", "closes");
  private static final Set<String> DUTY = Set.of("from", "to");
  private static final Set<String> RELEASE = Set.of("at", "growth");
  private static final int SHOWN = 40;

  private DeclaredProfiles() {}

  /**
   * What each pharmacy of the file declared.
   *
   * @throws CommandFailure if a line cannot be used
   */
  public static Map<String, Profile> read(Path file) {
    Map<String, Profile> profiles = new HashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode node = JSON.readTree(line);
        check(node, "a line", PHARMACY);
        String issuer = issuer(node);
        if (profiles.put(issuer, profile(node).of(Tokens.of(issuer), region(node))) != null) {
          throw new IllegalArgumentException("this issuer stands there twice: keep one line");
        }
      }
      return profiles;
    } catch (JsonProcessingException e) {
      throw bad(file, number, wrongJson(e), e);
    } catch (IOException e) {
      throw CommandFailure.usage("--pharmacies: " + file + ": " + FileTrouble.reason(e) + ".", e);
    } catch (IllegalArgumentException e) {
      throw bad(file, number, e.getMessage(), e);
    }
  }

  private static CommandFailure bad(Path file, int line, String why, Exception cause) {
    return CommandFailure.usage(
        "--pharmacies: " + file + ", line " + line + ": " + why + ".", cause);
  }

  private static String wrongJson(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return "a name stands there twice: keep one of them";
    }
    return message.startsWith("Trailing token")
        ? "something follows the object: write one object a line"
        : "it is not well-formed JSON";
  }

  private static Profile profile(JsonNode node) {
    List<Profile.Opening> openings = new ArrayList<>();
    for (JsonNode opening : list(node, "openings")) {
      check(opening, "openings: each", OPENING);
      openings.add(
          new Profile.Opening(
              number(opening, "dayOfWeek") - 1,
              number(opening, "opens"),
              number(opening, "closes")));
    }
    List<Profile.Duty> duties = new ArrayList<>();
    for (JsonNode duty : list(node, "duties")) {
      check(duty, "duties: each", DUTY);
      duties.add(new Profile.Duty(second(duty, "duties", "from"), second(duty, "duties", "to")));
    }
    return new Profile(openings, duties)
        .with(release(node.path("release")))
        .onProbation(probation(node.path("probation")));
  }

  private static String issuer(JsonNode node) {
    JsonNode issuer = node.path("issuer");
    if (issuer.isMissingNode()) {
      throw new IllegalArgumentException("issuer is missing: it names the pharmacy");
    }
    if (!issuer.isTextual() || issuer.textValue().isEmpty()) {
      throw new IllegalArgumentException("issuer must be a text that names the pharmacy");
    }
    return issuer.textValue();
  }

  /** A list that may be left out. */
  private static Iterable<JsonNode> list(JsonNode node, String name) {
    JsonNode list = node.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new IllegalArgumentException(name + " must be a list of objects, or left out");
    }
    return list;
  }

  /** That it is an object without names that nobody would look at. */
  private static void check(JsonNode node, String what, Set<String> names) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          what + " must be one JSON object with " + String.join(", ", new TreeSet<>(names)));
    }
    for (Iterator<String> all = node.fieldNames(); all.hasNext(); ) {
      String name = all.next();
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            printable(name)
                + " is not known; there are "
                + String.join(", ", new TreeSet<>(names)));
      }
    }
  }

  /** Nothing that would do something to a terminal, and not all of what is long. */
  private static String printable(String name) {
    String kept = name.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
    return kept.length() <= SHOWN ? kept : kept.substring(0, SHOWN) + "…";
  }

  private static boolean probation(JsonNode node) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw new IllegalArgumentException("probation must be true or false");
    }
    return node.asBoolean();
  }

  private static Profile.Release release(JsonNode node) {
    if (node.isMissingNode()) {
      return Profile.Release.NONE;
    }
    check(node, "release", RELEASE);
    if (!node.path("growth").isNumber()) {
      throw new IllegalArgumentException("release: growth must be a number");
    }
    return new Profile.Release(second(node, "release", "at"), node.path("growth").asDouble());
  }

  private static long second(JsonNode node, String what, String name) {
    try {
      return TraceTime.time(node.path(name).isTextual() ? node.path(name).textValue() : "")
          .getEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(what + ": " + name + " " + e.getMessage(), e);
    }
  }

  private static int region(JsonNode node) {
    JsonNode region = node.path("region");
    if (region.isMissingNode()) {
      return Profile.NOWHERE;
    }
    if (!region.isTextual() || !isRegion(region.textValue())) {
      throw new IllegalArgumentException(
          "region must be two digits of a postal code, such as \"80\", or left out");
    }
    return Integer.parseInt(region.textValue());
  }

  /** Whether a text is the beginning of a postal code. */
  static boolean isRegion(String text) {
    return text.length() == 2
        && text.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  private static int number(JsonNode node, String name) {
    if (!node.path(name).isInt()) {
      throw new IllegalArgumentException("openings: " + name + " must be a whole number");
    }
    return node.path(name).intValue();
  }
}
