package de.siegel.replay.view;

import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.util.Optional;
import java.util.Set;

/**
 * Which leaves are wanted by what links them. Where one of these is asked for, a leaf whose links
 * stay closed is not found.
 *
 * @param pharmacy id of the pharmacy
 * @param terminal of the pharmacy, as the session names it
 * @param operator pseudonym, as the session names it
 * @param session id of the session
 * @param request id that the pharmacy gave the request; two pharmacies may give the same
 * @param pharmacies only these, for example those of one admission class
 */
public record LinkFilter(
    Optional<String> pharmacy,
    Optional<String> terminal,
    Optional<String> operator,
    Optional<String> session,
    Optional<String> request,
    Optional<Set<String>> pharmacies) {

  /** Asks for nothing. */
  public static final LinkFilter ALL =
      new LinkFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public LinkFilter {
    pharmacies = pharmacies.map(Set::copyOf);
  }

  /** Whether it asks for anything. */
  public boolean asks() {
    return !equals(ALL);
  }

  /** Whether links are wanted. */
  boolean wants(LeafLinks links) {
    return !asks() || (links instanceof LeafLinks.Opened opened && wants(opened.links()));
  }

  private boolean wants(Links links) {
    return is(pharmacy, links.getPharmacyId())
        && is(terminal, links.getTerminal())
        && is(operator, links.getOperator())
        && is(session, links.getSessionId())
        && is(request, links.getRequestId())
        && (pharmacies.isEmpty() || pharmacies.get().contains(links.getPharmacyId()));
  }

  private static boolean is(Optional<String> wanted, String value) {
    return wanted.isEmpty() || wanted.get().equals(value);
  }
}
