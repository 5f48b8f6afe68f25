package de.siegel.cli.issue;

import de.siegel.client.PharmacySession;

/** Opens a session for a pharmacy: with its card, where there is one. */
@FunctionalInterface
public interface SessionOpener {
  /**
   * Opens one.
   *
   * @param terminal may be empty
   * @param operator may be empty
   * @throws de.siegel.identity.session.SessionRefused with the authority's reason
   */
  PharmacySession open(String pharmacyId, String terminal, String operator);
}
