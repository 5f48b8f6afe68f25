package de.siegel.servicekit.testing;

import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.Sha256;
import de.siegel.servicekit.control.ControlView;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The authorities: sign control records with real keys and feed them into a view, without Kafka.
 */
public final class TestAuthorities {
  private record Last(long version, byte[] hash) {}

  private final Provider provider;
  private final InstantSource clock;
  private final ControlView view;
  private final ControlSignatures signatures;
  private final Map<String, List<AuthorityKey>> keys = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Last> last = new HashMap<>();

  TestAuthorities(Provider provider, InstantSource clock, ControlView view) {
    this.provider = provider;
    this.clock = clock;
    this.view = view;
    Map<String, Role> roles = new HashMap<>();
    for (String topic : TopicCatalogue.CONTROL) {
      String name = RootOfTrust.roleName(topic);
      keys.put(topic, List.of(AuthorityKey.generate(provider), AuthorityKey.generate(provider)));
      roles.put(name, role(name, keys.get(topic)));
    }
    Role root =
        role("root", List.of(AuthorityKey.generate(provider), AuthorityKey.generate(provider)));
    this.signatures =
        new ControlSignatures(
            new RootOfTrust("test", 1, clock.instant().plus(Duration.ofDays(365)), root, roles),
            provider);
  }

  private static Role role(String name, List<AuthorityKey> keys) {
    return new Role(
        name,
        2,
        Map.of(
            keys.get(0).id(), keys.get(0).publicKey(), keys.get(1).id(), keys.get(1).publicKey()));
  }

  /** The view that follows them. */
  public ControlView view() {
    return view;
  }

  /** Signs and publishes a record; the view follows it at once. */
  public synchronized ControlPayload publish(
      String topic, String id, Function<ControlHeader, ControlPayload> make) {
    Last before = last.getOrDefault(topic + "/" + id, new Last(0, new byte[32]));
    ControlHeader header =
        new ControlHeader(
            topic,
            id,
            before.version() + 1,
            sequences.merge(topic, 1L, Long::sum),
            ByteBuffer.wrap(before.hash()),
            clock.instant(),
            RootOfTrust.roleName(topic));
    ControlPayload payload = make.apply(header);
    ControlRecord record = ControlSignatures.sign(payload, keys.get(topic), provider);
    last.put(
        topic + "/" + id, new Last(header.getVersion(), Sha256.of(Bytes.of(record.getPayload()))));
    VerifiedPayload verified = signatures.verify(topic, id, record).orElseThrow();
    if (view.follow(topic, verified) != ControlHistory.Verdict.NEXT) {
      throw new IllegalStateException("the view does not follow " + id);
    }
    return payload;
  }

  /** Every authority says that nothing newer exists. */
  public void heartbeat() {
    TopicCatalogue.CONTROL.forEach(this::heartbeat);
  }

  /** One authority says so. */
  public void heartbeat(String topic) {
    publish(topic, "heartbeat", header -> new ControlPayload.OfHeartbeat(new Heartbeat(header)));
  }
}
