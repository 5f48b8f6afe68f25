package de.siegel.cli.fraud.audit;

import de.siegel.replay.trail.Leaf;
import de.siegel.servicekit.record.LeafLinks;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Counts leaves of which nobody can tell here whose they are. */
public final class ClosedLeaves {
  private static final int NAMED = 6;

  private final Collection<String> months = new TreeSet<>();
  private long count;

  /**
   * Counts a leaf if its links stay closed.
   *
   * @return whether they do
   */
  public boolean add(Leaf leaf) {
    if (!(leaf.links() instanceof LeafLinks.Closed closed)) {
      return false;
    }
    count++;
    if (months.size() <= NAMED) {
      months.add(closed.keyId());
    }
    return true;
  }

  /** How many. */
  public long count() {
    return count;
  }

  /**
   * What a person has to know of them; empty if there are none.
   *
   * @param what they are, such as {@code decisions}
   */
  public Optional<String> sentence(String what) {
    if (count == 0) {
      return Optional.empty();
    }
    String named = String.join(", ", months.stream().limit(NAMED).toList());
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d %s could not be opened and are left out: the keys of %s%s were destroyed, or are"
                + " not in the folder of --link-keys (of a quickstart:"
                + " siegel-data/authority/audit-link-keys).",
            count,
            what,
            named,
            months.size() > NAMED ? ", …" : ""));
  }
}
