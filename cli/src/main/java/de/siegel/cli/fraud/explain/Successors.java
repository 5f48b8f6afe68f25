package de.siegel.cli.fraud.explain;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.Links;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows who supersedes a request of one pharmacy, and who supersedes that one. Leaves come in the
 * order of the log, where who supersedes stands after whom it supersedes.
 */
final class Successors {
  /** Tries and repeats of tries of one request; more of them tell nothing new. */
  private static final int MOST = 100;

  private final Set<String> asked = new HashSet<>();
  private final Map<String, List<Leaf>> found = new LinkedHashMap<>();

  /** A request that is asked for. */
  void ask(String request) {
    asked.add(request);
  }

  /** Takes a leaf of the pharmacy that is not of the request that is asked for. */
  void accept(Leaf leaf, Links links) {
    String id = links.getRequestId();
    if (asked.contains(id) || !RelatedRequest.tells(leaf)) {
      return;
    }
    boolean follows =
        asked.contains(links.getSupersedes()) || found.containsKey(links.getSupersedes());
    if (follows && found.size() < MOST) {
      found.computeIfAbsent(id, one -> new ArrayList<>());
    }
    List<Leaf> leaves = found.getOrDefault(id, List.of());
    if (found.containsKey(id) && leaves.size() < MOST) {
      leaves.add(leaf);
    }
  }

  /** In the order in which the trail met them. */
  List<RelatedRequest> all() {
    return found.values().stream().map(RelatedRequest::of).toList();
  }
}
