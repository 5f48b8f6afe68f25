package de.siegel.cli.fraud;

import de.siegel.fraudrules.AgeMark;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines of the form that nearly all have: JSON without escapes, in ASCII, with fields that
 * are known. Without a text for each field it is several times as fast as a parser; what it does
 * not understand is for the parser to read, or to refuse. Not safe for use by several threads.
 */
final class TraceLineScan {
  private static final int REMEMBERED = 1 << 15;
  private static final AgeMark[] MARKS = {AgeMark.NONE, AgeMark.OVER_110, AgeMark.PLACEHOLDER};
  private static final String[] MARK_NAMES = {"none", "over110", "placeholder"};

  /** Names that came before, by the end of their token. */
  private final String[] names = new String[REMEMBERED];

  private byte[] line;
  private int at;

  /** Of the last text: where it begins, and where its closing quote is. */
  private int from;

  private int to;
  private long token;

  /** Returns whether all of the line was understood; what it says is in the draft then. */
  boolean read(byte[] bytes, TraceLineDraft draft) {
    line = bytes;
    at = 0;
    if (!skip('{')) {
      return false;
    }
    int guess = 0;
    do {
      spaces();
      TraceLineField field = TraceLineField.at(line, at, guess);
      if (field == null || !draft.see(field)) {
        return false;
      }
      at += field.bytes();
      spaces();
      if (!value(field, draft)) {
        return false;
      }
      guess = field.ordinal() + 1;
    } while (skip(','));
    return skip('}') && at == line.length;
  }

  private boolean value(TraceLineField field, TraceLineDraft draft) {
    return switch (field) {
      case DOSE -> doses(draft);
      case STEP_UP, GATEWAY -> truth(field, draft);
      case TIME -> text() && draft.time(TraceTime.time(line, from, to));
      case EVENT_DATE -> text() && draft.eventDate(TraceTime.date(line, from, to));
      case TYPE -> text() && to - from == 1 && draft.type(line[from]);
      case AGE_MARK -> text() && draft.ageMark(mark());
      case ISSUER, PRODUCT, LABEL -> {
        boolean named = text() && to > from;
        if (named) {
          draft.text(field, name(), token);
        }
        yield named;
      }
      case TERMINAL, OPERATOR, SESSION, BATCH, CARD -> {
        boolean named = text() && to > from;
        if (named) {
          draft.token(field, token);
        }
        yield named;
      }
    };
  }

  private boolean skip(char wanted) {
    if (at < line.length && line[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void spaces() {
    while (at < line.length && line[at] == ' ') {
      at++;
    }
  }

  private boolean text() {
    if (!skip('"')) {
      return false;
    }
    from = at;
    int end = Math.min(line.length, from + TraceLineField.LONGEST + 1);
    long hash = Tokens.BASIS;
    for (int n = from; n < end; n++) {
      byte character = line[n];
      if (character == '"') {
        to = n;
        at = n + 1;
        token = Tokens.mixed(hash);
        return true;
      }
      if (character < ' ' || character == '\\') {
        return false;
      }
      hash = Tokens.with(hash, character);
    }
    return false;
  }

  /** The last text, the same object as before where it is remembered. */
  private String name() {
    int place = (int) token & (REMEMBERED - 1);
    String known = names[place];
    if (known == null || !isText(known)) {
      known = new String(line, from, to - from, StandardCharsets.US_ASCII);
      names[place] = known;
    }
    return known;
  }

  private boolean isText(String text) {
    if (text.length() != to - from) {
      return false;
    }
    for (int n = from; n < to; n++) {
      if (text.charAt(n - from) != line[n]) {
        return false;
      }
    }
    return true;
  }

  private AgeMark mark() {
    for (int n = 0; n < MARKS.length; n++) {
      if (isText(MARK_NAMES[n])) {
        return MARKS[n];
      }
    }
    return null;
  }

  private boolean truth(TraceLineField field, TraceLineDraft draft) {
    boolean value = stands("true");
    draft.truth(field, value);
    return value || stands("false");
  }

  private boolean stands(String word) {
    if (at + word.length() > line.length) {
      return false;
    }
    for (int n = 0; n < word.length(); n++) {
      if (line[at + n] != word.charAt(n)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private boolean doses(TraceLineDraft draft) {
    if (!skip('[')) {
      return false;
    }
    int dose = number();
    if (!skip(',')) {
      return false;
    }
    spaces();
    return draft.dose(dose, number()) && skip(']');
  }

  /** Of one or two digits; 0 if it is none. */
  private int number() {
    int number = 0;
    int begin = at;
    while (at < line.length && at < begin + 2 && line[at] >= '0' && line[at] <= '9') {
      number = number * 10 + line[at] - '0';
      at++;
      if (number == 0) {
        return 0;
      }
    }
    return number;
  }
}
