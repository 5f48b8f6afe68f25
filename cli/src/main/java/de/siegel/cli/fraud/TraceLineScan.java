package de.siegel.cli.fraud;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.BatchName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines of the form that nearly all have: JSON without escapes, in ASCII, with fields that
 * are known. Without a text for each field it is several times as fast as a parser; what it does
 * not understand is for the parser to read, or to refuse. Not safe for use by several threads.
 */
final class TraceLineScan {
  private static final int REMEMBERED = 1 << 15;
  private static final AgeMark[] MARKS = {AgeMark.NONE, AgeMark.OVER_110, AgeMark.PLACEHOLDER};
  private static final byte[][] MARK_NAMES = {
    bytes("none"), bytes("over110"), bytes("placeholder")
  };
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");

  /** Names that came before, by the end of their token. */
  private final Name[] names = new Name[REMEMBERED];

  private byte[] line;
  private int at;

  /** Of the last text: where it begins, and where its closing quote is. */
  private int from;

  private int to;
  private long token;

  private record Name(byte[] bytes, String text) {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

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
      case BATCH -> text() && batch(draft);
      case TERMINAL, OPERATOR, SESSION, CARD -> {
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
    byte[] bytes = line;
    int end = Math.min(bytes.length, from + TraceLineField.LONGEST + 1);
    long hash = Tokens.BASIS;
    for (int n = from; n < end; n++) {
      byte character = bytes[n];
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

  /** As {@link BatchName#normal} makes one number of all its spellings; here all is ASCII. */
  private boolean batch(TraceLineDraft draft) {
    long hash = Tokens.BASIS;
    boolean named = false;
    for (int n = from; n < to; n++) {
      byte character = line[n];
      if (character != ' ') {
        boolean small = character >= 'a' && character <= 'z';
        hash = Tokens.with(hash, small ? character - 'a' + 'A' : character);
        named = true;
      }
    }
    if (named) {
      draft.token(TraceLineField.BATCH, Tokens.mixed(hash));
    }
    return named;
  }

  /** The last text, the same object as before where it is remembered. */
  private String name() {
    int place = (int) token & (REMEMBERED - 1);
    Name known = names[place];
    if (known == null || !isText(known.bytes())) {
      byte[] bytes = Arrays.copyOfRange(line, from, to);
      known = new Name(bytes, new String(bytes, StandardCharsets.US_ASCII));
      names[place] = known;
    }
    return known.text();
  }

  private boolean isText(byte[] text) {
    return Arrays.equals(line, from, to, text, 0, text.length);
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
    boolean value = stands(TRUE, at);
    if (!value && !stands(FALSE, at)) {
      return false;
    }
    at += value ? TRUE.length : FALSE.length;
    draft.truth(field, value);
    return true;
  }

  private boolean stands(byte[] word, int place) {
    int end = place + word.length;
    return end <= line.length && Arrays.equals(line, place, end, word, 0, word.length);
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
