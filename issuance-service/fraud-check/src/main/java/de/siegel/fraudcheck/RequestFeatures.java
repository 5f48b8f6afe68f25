package de.siegel.fraudcheck;

import de.siegel.fraudrules.Features;
import de.siegel.fraudrules.Person;
import de.siegel.schemas.control.Session;
import de.siegel.sealing.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules may know of a request: from its session, its time and its content. Not safe for
 * use by several threads.
 */
final class RequestFeatures {
  private static final int SESSION_DIGITS = 32;
  private static final int TOKEN_DIGITS = 16;
  private static final int REMEMBERED = 5_000;

  private final FraudTokens tokens;
  private final String gateway;

  /** Tokens of sessions in use. */
  private final Map<String, Places> places =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Places> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param session what they are of
   */
  private record Places(Session session, long terminal, long operator, long token, long card) {}

  /**
   * @param gateway the tenant that holds sessions on behalf of pharmacies
   */
  RequestFeatures(FraudTokens tokens, String gateway) {
    this.tokens = tokens;
    this.gateway = gateway;
  }

  /**
   * Features.
   *
   * @param at event time
   * @param confirmed whether a person confirmed this very request
   * @param person what is known of the person that it is about
   */
  Features of(
      Session session, Vaccination vaccination, Instant at, boolean confirmed, Person person) {
    Places of = places.get(session.getSessionId());
    if (of == null || of.session() != session) {
      of = places(session);
      places.put(session.getSessionId(), of);
    }
    long batch = tokens.batch(at, vaccination.product(), vaccination.batch());
    // A session belongs to a terminal. Software that names another one in a request, under the
    // session's own signature, uses it elsewhere.
    long terminal =
        vaccination.terminal().isEmpty() || vaccination.terminal().equals(session.getTerminal())
            ? of.terminal()
            : tokens.place("terminal", session.getPharmacyId(), vaccination.terminal());
    return new Features(
        at,
        terminal,
        of.operator(),
        of.token(),
        vaccination.product(),
        batch,
        vaccination.date(),
        vaccination.dose(),
        vaccination.doses(),
        vaccination.ageMark(),
        tokens.visit(at, batch, vaccination.date()),
        confirmed,
        of.card(),
        session.getTenant().equals(gateway),
        person,
        tokens.formerBatch(at, vaccination.product(), vaccination.batch()));
  }

  private Places places(Session session) {
    String pharmacy = session.getPharmacyId();
    return new Places(
        session,
        tokens.place("terminal", pharmacy, session.getTerminal()),
        tokens.place("operator", pharmacy, session.getOperator()),
        // Random already: the last of its 32 digits.
        HexFormat.fromHexDigitsToLong(
            session.getSessionId(), SESSION_DIGITS - TOKEN_DIGITS, SESSION_DIGITS),
        tokens.place("card", pharmacy, card(session)));
  }

  private static String card(Session session) {
    List<ByteBuffer> chain =
        session.getEvidence() == null ? List.of() : session.getEvidence().getChain();
    return chain.isEmpty() ? "" : HexFormat.of().formatHex(Bytes.of(chain.get(0)));
  }
}
