package de.siegel.cli.fraud;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What pharmacies declared, from a file of JSON lines: {@code
 * {"issuer":"…","openings":[{"dayOfWeek":1,"opens":480,"closes":1110}],"duties":[{"from":"…","to":"…"}]}},
 * days 1 Monday to 7 Sunday, minutes of the day in Europe/Berlin; and if they are to be known
 * {@code "region":"80"}, two digits of the postal code, {@code "probation":true} and {@code
 * "release":{"at":"…","growth":1.5}}, the last release by analysts. A line that cannot be used ends
 * the command: with other hours everything would be decided otherwise.
 */
public final class DeclaredProfiles {
  private static final ObjectMapper JSON = new ObjectMapper();

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
        String issuer = node.path("issuer").asText();
        if (issuer.isEmpty()) {
          throw new IllegalArgumentException("issuer is missing");
        }
        if (profiles.put(issuer, profile(node).of(Tokens.of(issuer), region(node))) != null) {
          throw new IllegalArgumentException("this issuer stands there twice");
        }
      }
      return profiles;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw CommandFailure.usage(file + ", line " + number + ": it is not well-formed JSON.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": " + FileTrouble.reason(e) + ".", e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw CommandFailure.usage(file + ", line " + number + ": " + e.getMessage() + ".", e);
    }
  }

  private static Profile profile(JsonNode node) {
    List<Profile.Opening> openings = new ArrayList<>();
    for (JsonNode opening : node.path("openings")) {
      openings.add(
          new Profile.Opening(
              number(opening, "dayOfWeek") - 1,
              number(opening, "opens"),
              number(opening, "closes")));
    }
    List<Profile.Duty> duties = new ArrayList<>();
    for (JsonNode duty : node.path("duties")) {
      duties.add(
          new Profile.Duty(
              Instant.parse(duty.path("from").asText()).getEpochSecond(),
              Instant.parse(duty.path("to").asText()).getEpochSecond()));
    }
    return new Profile(openings, duties)
        .with(release(node.path("release")))
        .onProbation(probation(node.path("probation")));
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
    if (!node.path("growth").isNumber()) {
      throw new IllegalArgumentException("release: growth must be a number");
    }
    return new Profile.Release(
        Instant.parse(node.path("at").asText()).getEpochSecond(), node.path("growth").asDouble());
  }

  private static int region(JsonNode node) {
    String region = node.path("region").asText("");
    if (!region.isEmpty() && !isRegion(region)) {
      throw new IllegalArgumentException("region must be two digits of a postal code");
    }
    return region.isEmpty() ? Profile.NOWHERE : Integer.parseInt(region);
  }

  /** Whether a text is the beginning of a postal code. */
  static boolean isRegion(String text) {
    return text.length() == 2
        && text.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  private static int number(JsonNode node, String name) {
    if (!node.path(name).isInt()) {
      throw new IllegalArgumentException(name + " must be a whole number");
    }
    return node.path(name).intValue();
  }
}
