package de.siegel.frauddesk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.HoldRelease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What is in force on the topic, and who signed it.
 *
 * <p>Safe for use by several threads.
 */
final class FraudBook {
  /**
   * A record in force.
   *
   * @param bytes as they were signed: an earlier schema's cannot be made again
   * @param signers the keys of the persons
   */
  record Entry<T>(T value, byte[] bytes, List<String> signers) {
    Entry {
      signers = List.copyOf(signers);
    }
  }

  private final Map<String, Entry<HoldRelease>> releases = new ConcurrentSkipListMap<>();
  private volatile Optional<Entry<FraudConfiguration>> configuration = Optional.empty();

  /** Notes what was published. */
  void put(ControlPayload payload, byte[] bytes, List<String> signers) {
    if (payload instanceof ControlPayload.OfFraudConfiguration published) {
      configuration = Optional.of(new Entry<>(published.value(), bytes, signers));
    } else if (payload instanceof ControlPayload.OfHoldRelease published) {
      releases.put(
          published.value().getPharmacyId(), new Entry<>(published.value(), bytes, signers));
    }
  }

  /** The configuration; empty if none was ever published. */
  Optional<Entry<FraudConfiguration>> configuration() {
    return configuration;
  }

  /** What it names; nothing if there is none. */
  Map<String, Double> parameters() {
    return configuration.map(entry -> entry.value().getParameters()).orElse(Map.of());
  }

  /** The last release of each pharmacy that has one. */
  Collection<Entry<HoldRelease>> releases() {
    return List.copyOf(releases.values());
  }

  /** The bytes of what a draft would replace; empty if it would be the first one. */
  Optional<byte[]> before(ControlPayload draft) {
    return draft instanceof ControlPayload.OfHoldRelease release
        ? Optional.ofNullable(releases.get(release.value().getPharmacyId())).map(Entry::bytes)
        : configuration.map(Entry::bytes);
  }
}
