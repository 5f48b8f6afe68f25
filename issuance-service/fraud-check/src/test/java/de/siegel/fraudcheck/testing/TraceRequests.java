package de.siegel.fraudcheck.testing;

import de.siegel.fraudrules.AgeMark;
import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Person;
import de.siegel.fraudtraces.TraceEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line of a trace in two forms: as the content that a pharmacy sends, and as what a replay knows
 * of it. That the stage decides alike on both is what tests compare.
 */
public final class TraceRequests {
  private static final AtomicLong PERSONS = new AtomicLong();
  private static final String LETTERS = "bcdfghklmnprstvw";

  private TraceRequests() {}

  /** The JSON that a pharmacy would seal, each about another person: a trace names none. */
  public static String content(TraceEvent event) {
    return """
        {"type":"V","payload":{"nam":{"fn":"%s","gn":"Erika"},"dob":"%s",
         "v":[{"id":"TEST00001","mp":"%s","dn":%d,"sd":%d,"dt":"%s"}]},
         "context":{"batch":"%s","terminal":"%s"}}"""
        .formatted(
            name(PERSONS.getAndIncrement()),
            switch (event.ageMark()) {
              case "over110" -> "1905-02-03";
              case "placeholder" -> "1900-01-01";
              default -> "1980-05-05";
            },
            event.product(),
            event.dose(),
            event.doses(),
            event.eventDate(),
            event.batch(),
            event.terminal());
  }

  private static String name(long number) {
    StringBuilder name = new StringBuilder("Mu");
    for (long rest = number; rest > 0; rest /= LETTERS.length()) {
      name.append(LETTERS.charAt((int) (rest % LETTERS.length()))).append('e');
    }
    return name.append("ster").toString();
  }

  /**
   * What a replay knows.
   *
   * @param session name of the session that the request is sent in
   */
  public static Features features(TraceEvent event, String session) {
    return features(event, session, event.stepUp(), BatchTokens.OF_NAMES);
  }

  /**
   * What a replay knows.
   *
   * @param session name of the session that the request is sent in
   * @param confirmed whether a person confirmed it
   * @param tokens of batches
   */
  public static Features features(
      TraceEvent event, String session, boolean confirmed, BatchTokens tokens) {
    long batch = tokens.batch(event.time(), event.product(), event.batch());
    return new Features(
        event.time(),
        token(event.terminal()),
        token(event.operator()),
        token(session),
        event.product(),
        batch,
        event.eventDate(),
        event.dose(),
        event.doses(),
        switch (event.ageMark()) {
          case "over110" -> AgeMark.OVER_110;
          case "placeholder" -> AgeMark.PLACEHOLDER;
          default -> AgeMark.NONE;
        },
        token(batch + "/" + event.eventDate()),
        confirmed,
        0,
        false,
        Person.UNKNOWN,
        tokens.former(event.time(), event.product(), event.batch()));
  }

  /** Tells names apart. */
  public static long token(String text) {
    long hash = 1125899906842597L;
    for (int at = 0; at < text.length(); at++) {
      hash = 31 * hash + text.charAt(at);
    }
    return hash;
  }
}
