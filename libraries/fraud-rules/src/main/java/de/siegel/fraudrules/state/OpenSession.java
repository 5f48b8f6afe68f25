package de.siegel.fraudrules.state;

/**
 * Where a session was first used.
 *
 * @param id token
 * @param firstDay when first seen, in days since 1970
 * @param lastDay when last seen
 * @param terminal token of the terminal
 * @param card half of the card's token: enough to tell a pharmacy's few cards apart; 0 if none
 */
public record OpenSession(long id, int firstDay, int lastDay, long terminal, int card)
    implements Remembered {
  /** Half of a card's token. */
  static int card(long token) {
    return (int) (token ^ (token >>> 32));
  }
}
