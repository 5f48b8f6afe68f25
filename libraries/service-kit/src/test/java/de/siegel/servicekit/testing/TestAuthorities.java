package de.siegel.servicekit.testing;

import de.siegel.identity.control.ControlHistory;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.control.Restrictions;
import de.siegel.identity.control.VerifiedPayload;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.topic.TopicCatalogue;
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
  private final Provider provider;
  private final InstantSource clock;
  private final ControlView view;
  private final ControlSignatures signatures;
  private final Map<String, List<AuthorityKey>> keys = new HashMap<>();
  private final Map<String, ControlHistory> histories = new HashMap<>();

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
    return publish(topic, id, history(topic).sequence() + 1, make);
  }

  /** As {@link #publish}, for a brake, which has no place in the order. */
  public synchronized ControlPayload publishBrake(Restriction content) {
    return publish(
        TopicCatalogue.ADMISSIONS,
        Restrictions.id(content),
        0,
        header ->
            new ControlPayload.OfRestriction(
                Restriction.newBuilder(content).setHeader(header).build()));
  }

  private ControlPayload publish(
      String topic, String id, long sequence, Function<ControlHeader, ControlPayload> make) {
    ControlHistory history = history(topic);
    ControlHistory.Version before = history.version(id);
    ControlPayload payload =
        make.apply(header(topic, id, before.number() + 1, sequence, before.hash()));
    VerifiedPayload verified = signed(payload);
    history.accept(verified, clock.instant());
    if (view.follow(topic, verified) != ControlHistory.Verdict.NEXT) {
      throw new IllegalStateException("the view does not follow " + id);
    }
    return payload;
  }

  /** Signs and publishes a record that never arrives. */
  public synchronized void publishWithheld(
      String topic, String id, Function<ControlHeader, ControlPayload> make) {
    ControlHistory history = history(topic);
    ControlHistory.Version before = history.version(id);
    ControlPayload payload =
        make.apply(header(topic, id, before.number() + 1, history.sequence() + 1, before.hash()));
    history.accept(signed(payload), clock.instant());
  }

  private ControlHistory history(String topic) {
    return histories.computeIfAbsent(topic, ControlHistory::new);
  }

  private ControlHeader header(
      String topic, String id, long version, long sequence, byte[] previous) {
    return new ControlHeader(
        topic,
        id,
        version,
        sequence,
        ByteBuffer.wrap(previous),
        clock.instant(),
        RootOfTrust.roleName(topic));
  }

  private VerifiedPayload signed(ControlPayload payload) {
    String topic = payload.header().getTopic();
    ControlRecord record = ControlSignatures.sign(payload, keys.get(topic), provider);
    return signatures.verify(topic, payload.header().getId(), record).orElseThrow();
  }

  /** Every authority says that nothing newer exists. */
  public void heartbeat() {
    TopicCatalogue.CONTROL.forEach(this::heartbeat);
  }

  /** One authority says so. */
  public ControlHistory.Verdict heartbeat(String topic) {
    return heartbeat(topic, history(topic).sequence());
  }

  /** One authority speaks of a sequence. */
  public synchronized ControlHistory.Verdict heartbeat(String topic, long sequence) {
    ControlHistory history = history(topic);
    ControlHeader header =
        header(topic, "heartbeat", 0, sequence, ControlHistory.Version.NONE.hash());
    history.expire(header.getIssuedAt());
    Heartbeat heartbeat = new Heartbeat(header, ByteBuffer.wrap(history.state()));
    return view.follow(topic, signed(new ControlPayload.OfHeartbeat(heartbeat)));
  }
}
