package de.siegel.schemas.topic;

import java.util.HashMap;
import java.util.Map;

/**
 * How many copies of each partition the cluster keeps.
 *
 * @param factor brokers that hold a copy, at least 1
 * @param minInSync copies that must have a record before it is acknowledged, 1 to {@code factor}
 */
public record Replication(short factor, int minInSync) {

  /** One broker: the embedded one. */
  public static final Replication SINGLE = new Replication((short) 1, 1);

  /** Three brokers, of which one may be away. */
  public static final Replication THREE = new Replication((short) 3, 2);

  public Replication {
    if (factor < 1 || minInSync < 1 || minInSync > factor) {
      throw new IllegalArgumentException(
          "replication: minInSync must be from 1 to factor, is " + minInSync + " of " + factor);
    }
  }

  /** All broker settings of a topic under this replication. */
  Map<String, String> settings(Topic topic) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put("min.insync.replicas", Integer.toString(minInSync));
    return settings;
  }
}
