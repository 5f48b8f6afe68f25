package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object. Each method adds an error and returns null when the field is
 * not as it must be, so that all broken rules are found in one pass.
 */
final class FieldReader {

  /** Longest text of the DCC, in code points (P-03). */
  static final int TEXT = 80;

  /** Names that may be quoted in an error: they are the data model's, not the caller's. */
  private static final Set<String> VOCABULARY =
      Set.of(
          "type",
          "payload",
          "context",
          "batch",
          "terminal",
          "operator",
          "nam",
          "fn",
          "gn",
          "dob",
          "v",
          "t",
          "r",
          "id",
          "tg",
          "vp",
          "mp",
          "ma",
          "dn",
          "sd",
          "dt",
          "tt",
          "nm",
          "sc",
          "tr",
          "tc",
          "fr",
          "df",
          "du",
          "dr");

  /** Fields that only the issuer may set (section 8). */
  private static final Set<String> ISSUER = Set.of("fnt", "gnt", "co", "is", "ci", "ver");

  /** Also the blanks that do not break, which the platform's own strip keeps. */
  private static final Pattern BLANK_ENDS =
      Pattern.compile("^[\\p{IsWhite_Space}\\p{Z}]+|[\\p{IsWhite_Space}\\p{Z}]+$");

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(19|20)\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  private final ObjectNode object;
  private final String path;
  private final Errors errors;

  FieldReader(ObjectNode object, String path, Errors errors) {
    this.object = object;
    this.path = path;
    this.errors = errors;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  void error(ErrorCode code, String name) {
    errors.add(code, at(name));
  }

  /** Refuses every field outside {@code known}. */
  void only(Set<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (known.contains(name)) {
        continue;
      }
      if (ISSUER.contains(name)) {
        error(ErrorCode.ISSUER_FIELD, name);
      } else if (VOCABULARY.contains(name)) {
        error(ErrorCode.UNKNOWN_FIELD, name);
      } else {
        // The caller's own word might be a person's name: only its length is told.
        errors.add(
            ErrorCode.UNKNOWN_FIELD.at(path, "Its name has " + name.length() + " characters."));
      }
    }
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** The value of a required field of any type, or null after an error. */
  JsonNode required(String name) {
    JsonNode node = object.get(name);
    if (node == null) {
      error(ErrorCode.MISSING_FIELD, name);
    } else if (node.isNull()) {
      error(ErrorCode.NULL_VALUE, name);
    } else {
      return node;
    }
    return null;
  }

  /** A required object. */
  FieldReader object(String name, String childPath) {
    JsonNode node = required(name);
    if (node instanceof ObjectNode child) {
      return new FieldReader(child, childPath, errors);
    }
    if (node != null) {
      error(ErrorCode.WRONG_JSON_TYPE, name);
    }
    return null;
  }

  /** A required text as it was sent, empty or not. */
  String anyText(String name) {
    JsonNode node = required(name);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      error(ErrorCode.WRONG_JSON_TYPE, name);
      return null;
    }
    return node.textValue();
  }

  /** A required text in NFC, without blanks at its ends, of 1 to {@code maximum} code points. */
  String text(String name, int maximum) {
    String raw = anyText(name);
    if (raw == null) {
      return null;
    }
    if (hasForbiddenCharacter(raw)) {
      error(ErrorCode.FORBIDDEN_CHARACTER, name);
      return null;
    }
    String text = BLANK_ENDS.matcher(Normalizer.normalize(raw, Normalizer.Form.NFC)).replaceAll("");
    if (text.isEmpty()) {
      error(ErrorCode.EMPTY_VALUE, name);
    } else if (text.codePointCount(0, text.length()) > maximum) {
      errors.add(ErrorCode.TOO_LONG.at(at(name), "At most " + maximum + " characters."));
    } else {
      return text;
    }
    return null;
  }

  /** An optional text; a present one must be right. */
  Optional<String> optionalText(String name, int maximum) {
    return has(name) ? Optional.ofNullable(text(name, maximum)) : Optional.empty();
  }

  /** A required code out of a value set. */
  String code(String name, ValueSet allowed) {
    String code = anyText(name);
    if (code == null) {
      return null;
    }
    switch (allowed.state(code)) {
      case ACTIVE -> {
        return code;
      }
      case INACTIVE -> error(ErrorCode.INACTIVE_CODE, name);
      case UNKNOWN -> error(ErrorCode.UNKNOWN_CODE, name);
    }
    return null;
  }

  /** A required whole number from 1 to 9 (C-02: 1.0 is not one). */
  Integer dose(String name) {
    JsonNode node = required(name);
    if (node == null) {
      return null;
    }
    if (!node.isNumber()) {
      error(ErrorCode.WRONG_JSON_TYPE, name);
    } else if (!node.isInt() || node.intValue() < 1 || node.intValue() > 9) {
      error(ErrorCode.NOT_POSITIVE, name);
    } else {
      return node.intValue();
    }
    return null;
  }

  /** A required calendar date. */
  LocalDate date(String name) {
    String text = anyText(name);
    if (text == null) {
      return null;
    }
    Optional<LocalDate> date = IsoDate.parse(text);
    if (date.isEmpty()) {
      error(ErrorCode.INVALID_DATE, name);
    }
    return date.orElse(null);
  }

  /** A required RFC 3339 time with zone. */
  OffsetDateTime dateTime(String name) {
    String text = anyText(name);
    if (text == null) {
      return null;
    }
    if (text.length() <= 35 && DATE_TIME.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text);
      } catch (DateTimeException e) {
        // The form is right, the value does not exist; the error below says it.
      }
    }
    error(ErrorCode.INVALID_DATE_TIME, name);
    return null;
  }

  private static boolean hasForbiddenCharacter(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint >= ' ' && codePoint < 0x7F) {
        continue;
      }
      if (isInvisible(codePoint)) {
        return true;
      }
      switch (Character.getType(codePoint)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR -> {
          return true;
        }
        default -> {
          // Every other category is text.
        }
      }
    }
    return false;
  }

  /**
   * Default-ignorable characters of categories that hold visible ones too (Unicode,
   * DerivedCoreProperties.txt).
   */
  private static boolean isInvisible(int codePoint) {
    return codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || codePoint >= 0x180B && codePoint <= 0x180F
        || codePoint == 0x3164
        || codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint == 0xFFA0
        || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
  }
}
