package de.siegel.cli.fraud;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import java.time.Instant;
import java.time.LocalDate;

/** What one line of a trace says, until all is there. Used again for each line. */
final class TraceLineDraft {
  private static final TraceLineField[] ALWAYS = {
    TraceLineField.TIME,
    TraceLineField.ISSUER,
    TraceLineField.TERMINAL,
    TraceLineField.OPERATOR,
    TraceLineField.SESSION,
    TraceLineField.TYPE
  };
  private static final TraceLineField[] OF_VACCINATIONS = {
    TraceLineField.PRODUCT, TraceLineField.EVENT_DATE, TraceLineField.DOSE
  };
  private static final int NEEDED = bits(ALWAYS);
  private static final int NEEDED_OF_VACCINATIONS = NEEDED | bits(OF_VACCINATIONS);

  /** From 2000 on, and to the end of 2100, in seconds since 1970. */
  private static final long EARLIEST = LocalDate.of(2000, 1, 1).toEpochDay() * 86_400;

  private static final long LATEST = LocalDate.of(2101, 1, 1).toEpochDay() * 86_400;

  private int seen;
  private Instant time;
  private String issuer;
  private long terminal;
  private long operator;
  private long session;
  private char type;
  private String product;
  private long productToken;
  private long batch;
  private boolean named;
  private LocalDate eventDate;
  private int dose;
  private int doses;
  private AgeMark ageMark;
  private boolean confirmed;
  private String label;
  private long card;
  private boolean gateway;

  private static int bits(TraceLineField... fields) {
    int bits = 0;
    for (TraceLineField field : fields) {
      bits |= field.bit();
    }
    return bits;
  }

  /** Forgets the line before. */
  void clear() {
    seen = 0;
    type = 0;
    product = "";
    productToken = Tokens.of("");
    batch = 0;
    named = false;
    eventDate = null;
    dose = 0;
    doses = 0;
    ageMark = AgeMark.NONE;
    confirmed = false;
    label = "";
    card = 0;
    gateway = false;
  }

  /** Returns whether it is the first of its name. */
  boolean see(TraceLineField field) {
    boolean first = (seen & field.bit()) == 0;
    seen |= field.bit();
    return first;
  }

  /** Returns whether it is a time that a trace may have. */
  boolean time(Instant at) {
    time = at;
    return at != null && at.getEpochSecond() >= EARLIEST && at.getEpochSecond() < LATEST;
  }

  boolean eventDate(LocalDate date) {
    eventDate = date;
    return date != null;
  }

  /** Returns whether there is such a type. */
  boolean type(int letter) {
    type = (char) letter;
    return letter == 'V' || letter == 'T' || letter == 'R';
  }

  boolean ageMark(AgeMark mark) {
    ageMark = mark;
    return mark != null;
  }

  /** Returns whether there may be such a dose. */
  boolean dose(int number, int of) {
    dose = number;
    doses = of;
    return number > 0 && number < 100 && of > 0 && of < 100;
  }

  void truth(TraceLineField field, boolean value) {
    if (field == TraceLineField.STEP_UP) {
      confirmed = value;
    } else {
      gateway = value;
    }
  }

  /** A text of which the text is needed. */
  void text(TraceLineField field, String text, long token) {
    if (field == TraceLineField.ISSUER) {
      issuer = text;
    } else if (field == TraceLineField.LABEL) {
      label = text;
    } else {
      product = text;
      productToken = token;
    }
  }

  /** A text of which the token suffices; none is empty. */
  void token(TraceLineField field, long token) {
    switch (field) {
      case TERMINAL -> terminal = token;
      case OPERATOR -> operator = token;
      case SESSION -> session = token;
      case CARD -> card = token;
      default -> {
        batch = token;
        named = true;
      }
    }
  }

  /**
   * The line.
   *
   * @throws BadTraceLine if something is missing
   */
  TraceLine line() throws BadTraceLine {
    int needed = type == 'V' ? NEEDED_OF_VACCINATIONS : NEEDED;
    if ((seen & needed) != needed) {
      throw missing();
    }
    if (type == 'V' && product.isEmpty()) {
      throw TraceLineField.PRODUCT.empty();
    }
    long used = named ? Tokens.of(productToken, batch) : 0;
    Features request =
        new Features(
            time,
            terminal,
            operator,
            session,
            product,
            used,
            eventDate,
            dose,
            doses,
            ageMark,
            Tokens.of(used, eventDate == null ? 0 : eventDate.toEpochDay()),
            confirmed,
            card,
            gateway);
    return new TraceLine(issuer, request, label);
  }

  private BadTraceLine missing() {
    for (TraceLineField field : ALWAYS) {
      if ((seen & field.bit()) == 0) {
        return field.missing();
      }
    }
    for (TraceLineField field : OF_VACCINATIONS) {
      if ((seen & field.bit()) == 0) {
        return field.missing();
      }
    }
    throw new IllegalStateException("nothing is missing");
  }
}
