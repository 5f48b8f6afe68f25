package de.siegel.fraudrules;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The batches that the authority has released. Where none is named nothing is known of batches, and
 * no rule says anything of one.
 *
 * @param all by token of product and batch
 */
public record Batches(Map<Long, Batch> all) {
  /** Nothing is known. */
  public static final Batches UNKNOWN = new Batches(Map.of());

  public Batches {
    // Not Map.copyOf: finds are several times slower in it, and every request has one.
    all = Collections.unmodifiableMap(new HashMap<>(all));
  }

  /** Whether anything is. */
  public boolean known() {
    return !all.isEmpty();
  }

  /** One of them; null if there is none of that token. */
  public Batch find(long token) {
    return all.get(token);
  }
}
