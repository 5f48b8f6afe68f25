package de.siegel.cli.fraud.audit;

import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.TrailReading;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.Links;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The requests of a trail, each once, in the order of event time: that of the log is not quite, for
 * partitions come into it side by side. All are kept in memory, some 160 bytes each.
 */
public final class TrailRequests implements Consumer<Leaf> {
  private final List<TrailRequest> found = new ArrayList<>();

  /** One string for each pharmacy, not one for each leaf. */
  private final Map<String, String> pharmacies = new HashMap<>();

  private final FirstDecisions decisions;

  /**
   * @param wanted whose; of others nothing is kept
   */
  public TrailRequests(Predicate<Links> wanted) {
    decisions = new FirstDecisions(wanted, this::add);
  }

  /** Of all of a trail. */
  public static TrailRequests read(Cluster cluster, Terminal terminal) {
    TrailRequests requests = new TrailRequests(links -> true);
    TrailReading.read(cluster, terminal, FirstDecisions::mayBe, requests);
    return requests;
  }

  /** Takes a leaf, in the order of the log. */
  @Override
  public void accept(Leaf leaf) {
    decisions.accept(leaf);
  }

  private void add(Leaf leaf) {
    TrailRequest one = TrailRequest.of(leaf);
    String pharmacy = pharmacies.computeIfAbsent(one.pharmacy(), name -> name);
    found.add(
        new TrailRequest(
            one.leaf(),
            one.at(),
            one.decided(),
            pharmacy,
            one.terminal(),
            one.operator(),
            one.session(),
            one.confirmed()));
  }

  /** The requests. */
  public List<TrailRequest> inOrder() {
    found.sort(Comparator.comparing(TrailRequest::at).thenComparingLong(TrailRequest::leaf));
    return List.copyOf(found);
  }

  /** Decisions that could not be opened. */
  public ClosedLeaves closed() {
    return decisions.closed();
  }
}
