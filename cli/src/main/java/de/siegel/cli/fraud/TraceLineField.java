package de.siegel.cli.fraud;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What is read of a line of a trace, in the order in which a line usually has it. */
enum TraceLineField {
  TIME("time", "a time of RFC 3339 from 2000 to 2100, such as \"2021-09-01T08:30:00Z\""),
  ISSUER("issuer", TraceLineField.TEXT + " that names the pharmacy"),
  TERMINAL("terminal", TraceLineField.TEXT + " that names the terminal"),
  OPERATOR("operator", TraceLineField.TEXT + " that names who works there"),
  SESSION("session", TraceLineField.TEXT + " that names the session"),
  TYPE("type", "\"V\" (vaccination), \"T\" (test) or \"R\" (recovery)"),
  PRODUCT("product", TraceLineField.TEXT + " that names the vaccine, such as \"EU/1/20/1528\""),
  BATCH("batch", TraceLineField.TEXT + ", or left out"),
  EVENT_DATE("eventDate", "a date such as \"2021-09-01\""),
  DOSE("dose", "two numbers from 1 to 99, such as [2,2]"),
  AGE_MARK("ageMark", "\"none\", \"over110\" or \"placeholder\", or left out"),
  STEP_UP("stepUp", "true or false, or left out"),
  LABEL("label", TraceLineField.TEXT + ", or left out"),
  CARD("card", TraceLineField.TEXT + ", or left out"),
  GATEWAY("gateway", "true or false, or left out");

  /** The longest text in characters. */
  static final int LONGEST = 128;

  private static final String TEXT = "a text of at most " + LONGEST + " characters";
  private static final int SHOWN = 40;
  private static final TraceLineField[] ALL = values();
  private static final Map<String, TraceLineField> BY_TITLE = byTitle();

  private final String title;
  private final String shape;
  private final byte[] name;

  TraceLineField(String title, String shape) {
    this.title = title;
    this.shape = shape;
    this.name = ('"' + title + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, TraceLineField> byTitle() {
    Map<String, TraceLineField> all = new HashMap<>();
    for (TraceLineField field : ALL) {
      all.put(field.title, field);
    }
    return Map.copyOf(all);
  }

  /** The one of that name; null if it is none. */
  static TraceLineField of(String title) {
    return BY_TITLE.get(title);
  }

  /**
   * The one whose name stands there, with its quotes and colon; null if none does.
   *
   * @param guess is compared first
   */
  static TraceLineField at(byte[] line, int at, int guess) {
    if (guess < ALL.length && ALL[guess].standsAt(line, at)) {
      return ALL[guess];
    }
    for (TraceLineField field : ALL) {
      if (field.standsAt(line, at)) {
        return field;
      }
    }
    return null;
  }

  private boolean standsAt(byte[] line, int at) {
    int end = at + name.length;
    return end <= line.length && Arrays.equals(line, at, end, name, 0, name.length);
  }

  /** How many bytes its name takes, with quotes and colon. */
  int bytes() {
    return name.length;
  }

  int bit() {
    return 1 << ordinal();
  }

  BadTraceLine twice() {
    return new BadTraceLine(title + " stands there twice: keep one of them");
  }

  BadTraceLine missing() {
    return new BadTraceLine(title + " is missing: it must be " + shape);
  }

  BadTraceLine empty() {
    return new BadTraceLine(title + " is empty: it must be " + shape);
  }

  /** It is of another type. */
  BadTraceLine bad() {
    return new BadTraceLine(title + " must be " + shape);
  }

  /** It says what nobody can mean. */
  BadTraceLine bad(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(SHOWN).map(c -> isShown(c) ? c : '?').forEach(shown::appendCodePoint);
    String more = text.codePointCount(0, text.length()) > SHOWN ? "…" : "";
    return new BadTraceLine(title + " must be " + shape + ", not \"" + shown + more + '"');
  }

  /** Nothing that would do something to a terminal. */
  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
