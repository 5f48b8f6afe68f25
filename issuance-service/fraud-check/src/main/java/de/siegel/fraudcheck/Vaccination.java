package de.siegel.fraudcheck;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import de.siegel.fraudcheck.person.Holder;
import de.siegel.fraudcheck.person.RecentPersons;
import de.siegel.fraudrules.AgeMark;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the rules look at in a content that validation has checked. Name and birth date are read to
 * link requests of one person and to mark what is odd; neither leaves this process, see {@link
 * RecentPersons}.
 *
 * @param product the vaccine's number; empty if the content is about none
 * @param batch as the pharmacy wrote it; empty if it names none
 * @param date when the vaccination was; null if the content is about none
 * @param dose which dose, 0 if none
 * @param doses how many make the series, 0 if none
 * @param ageMark what is said of the birth date
 * @param holder whom it is about
 * @param terminal where the software says that it runs; empty if it says nothing
 */
record Vaccination(
    String product,
    String batch,
    LocalDate date,
    int dose,
    int doses,
    AgeMark ageMark,
    Holder holder,
    String terminal) {
  private static final int OLD_YEARS = 110;

  /** Forms are filled with it where no date is known. */
  private static final String PLACEHOLDER = "1900-01-01";

  private static final int LARGEST_DOSE = 99;

  /** Buffers of a content must not stay behind in a pool for all. */
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  /**
   * Reads a content.
   *
   * @param at event time of the request
   * @return empty if validation cannot have passed it
   */
  static Optional<Vaccination> read(byte[] content, Instant at) {
    Draft draft = new Draft();
    try (JsonParser parser = JSON.createParser(content)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      draft.object(parser, 0);
      return Optional.of(draft.finish(at));
    } catch (IOException | DateTimeException | NumberFormatException unreadable) {
      // What it says may quote the content.
      return Optional.empty();
    }
  }

  /** What was read so far. */
  private static final class Draft {
    private static final int DEEPEST = 8;

    /** More of a name is in no certificate. */
    private static final int LONGEST_NAME = 80;

    private String product = "";
    private String batch = "";
    private String date = "";
    private String birth = "";
    private String family = "";
    private String given = "";
    private String terminal = "";
    private int dose;
    private int doses;

    void object(JsonParser parser, int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new IOException("nested too deep");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (value) {
          case START_OBJECT -> object(parser, depth + 1);
          case START_ARRAY -> {
            if (depth == 1 && name.equals("v")) {
              vaccinations(parser);
            } else {
              parser.skipChildren();
            }
          }
          default -> field(parser, depth, name);
        }
      }
    }

    private void vaccinations(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "mp" -> product = parser.getText();
            case "dt" -> date = parser.getText();
            case "dn" -> dose = parser.getIntValue();
            case "sd" -> doses = parser.getIntValue();
            default -> parser.skipChildren();
          }
        }
      }
    }

    private void field(JsonParser parser, int depth, String name) throws IOException {
      if (depth == 1 && name.equals("dob")) {
        birth = parser.getText();
      } else if (depth == 1 && name.equals("batch")) {
        batch = parser.getText();
      } else if (depth == 1 && name.equals("terminal")) {
        terminal = parser.getText();
      } else if (depth == 2 && name.equals("fn")) {
        family = name(parser);
      } else if (depth == 2 && name.equals("gn")) {
        given = name(parser);
      }
    }

    private static String name(JsonParser parser) throws IOException {
      String name = parser.getText();
      return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    Vaccination finish(Instant at) {
      return new Vaccination(
          product,
          batch,
          date.isEmpty() ? null : LocalDate.parse(date),
          Math.min(dose, LARGEST_DOSE),
          Math.min(doses, LARGEST_DOSE),
          age(at),
          Holder.of(family, given, birth),
          terminal);
    }

    private AgeMark age(Instant at) {
      if (birth.equals(PLACEHOLDER)) {
        return AgeMark.PLACEHOLDER;
      }
      if (birth.length() < 4) {
        return AgeMark.NONE;
      }
      int year = Integer.parseInt(birth.substring(0, 4));
      // Of a birth year alone, the latest day of it counts.
      String day = year + "-12-31";
      LocalDate born = LocalDate.parse(birth.length() == PLACEHOLDER.length() ? birth : day);
      LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
      return born.plusYears(OLD_YEARS).isBefore(today) ? AgeMark.OVER_110 : AgeMark.NONE;
    }
  }
}
