package de.siegel.epochkeys;

import de.siegel.epochkeys.domain.EpochSchedule;
import de.siegel.epochkeys.domain.EpochSchedule.Due;
import de.siegel.epochkeys.domain.EpochSchedule.Epoch;
import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.SecretWrapping;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.OrderRefused;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.key.EpochKeySource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes an epoch's keys, publishes their public halves and destroys the private ones. */
final class EpochBook {
  private static final int ID_BYTES = 8;

  private final EpochSchedule schedule;
  private final EpochKeyVault vault;
  private final ControlPublisher publisher;
  private final Consumer<Command> audit;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Map<String, Map<String, EpochKey>> living = new TreeMap<>();

  EpochBook(
      EpochSchedule schedule,
      EpochKeyVault vault,
      ControlPublisher publisher,
      Consumer<Command> audit,
      SecureRandom random,
      InstantSource clock) {
    this.schedule = schedule;
    this.vault = vault;
    this.publisher = publisher;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /** Takes up what was published before. */
  synchronized void recover(EpochKey key) {
    if (key.getState() == KeyState.ACTIVE) {
      living.computeIfAbsent(key.getEpoch(), id -> new TreeMap<>()).put(key.getStage(), key);
    } else {
      living.getOrDefault(key.getEpoch(), new TreeMap<>()).remove(key.getStage());
      vault.destroy(key.getEpoch(), key.getStage());
    }
  }

  /**
   * Looks, after all is recovered, for private keys that are not here any more.
   *
   * @param peers who may still have them
   */
  synchronized void lookForLostKeys(List<EpochKeySource> peers) {
    living.values().removeIf(Map::isEmpty);
    Instant now = clock.instant();
    for (Map<String, EpochKey> keys : living.values()) {
      for (EpochKey key : keys.values()) {
        if (!holds(key) && now.isBefore(key.getDestroyedAt()) && !fetch(key, peers, vault)) {
          say("epoch-keys.lost", key.getEpoch() + " " + key.getStage(), 0);
        }
      }
    }
  }

  /** Asks the others for a key; whether it is here now. */
  static boolean fetch(EpochKey key, List<EpochKeySource> peers, EpochKeyVault vault) {
    for (EpochKeySource peer : peers) {
      try {
        Optional<EpochKeyPair> pair = peer.ask(key);
        if (pair.isPresent()) {
          vault.put(key.getEpoch(), key.getStage(), pair.get());
          return true;
        }
      } catch (ControlUnavailable silent) {
        // The next one may answer; who starts at the same time as we do has nothing to tell yet.
      }
    }
    return false;
  }

  /** Begins and ends what is due. */
  synchronized void turn() {
    Instant now = clock.instant();
    Due due = schedule.due(epochs(), now);
    due.over().forEach(this::endOverdue);
    if (due.begin()) {
      begin(List.of());
    }
  }

  /**
   * Begins an epoch now: sessions that are opened from now on belong to it.
   *
   * @param persons who ordered it; empty if it was due
   * @return its name
   */
  synchronized String begin(List<String> persons) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    Epoch epoch =
        schedule.begin(
            HexFormat.of().formatHex(bytes), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Map<String, EpochKey> keys = new TreeMap<>();
    long sequence = 0;
    for (String stage : TopicCatalogue.READING_STAGES) {
      EpochKeyPair pair = EpochKeyPair.generate(random);
      vault.put(epoch.id(), stage, pair);
      sequence =
          publisher
              .publish(
                  TopicCatalogue.EPOCH_KEYS,
                  epoch.id() + "/" + stage,
                  header -> {
                    EpochKey key = key(header, epoch, stage, pair.publicKey());
                    keys.put(stage, key);
                    return new ControlPayload.OfEpochKey(key);
                  })
              .sequence();
    }
    living.put(epoch.id(), keys);
    say("epoch-keys.begun", persons, epoch.id(), sequence);
    return epoch.id();
  }

  private static EpochKey key(ControlHeader header, Epoch epoch, String stage, byte[] publicKey) {
    return new EpochKey(
        header,
        epoch.id(),
        stage,
        epoch.id() + "." + stage,
        SecretWrapping.SUITE,
        ByteBuffer.wrap(publicKey),
        epoch.began(),
        epoch.acceptsUntil(),
        epoch.destroyedAt(),
        KeyState.ACTIVE);
  }

  /**
   * Destroys an epoch's keys before their time: nothing of it can be read any more. What is under
   * way in it ends as {@code EPOCH_EXPIRED}.
   *
   * @param persons who ordered it
   */
  synchronized void destroy(String epoch, List<String> persons) {
    if (!living.containsKey(epoch)) {
      throw new OrderRefused("epoch: none that lives has this name; see GET /epochs");
    }
    endNow(epoch, persons);
    // Nobody shall have to wait for the next turn with a new session.
    turn();
  }

  /** Where nothing else is possible, the keys go and the word that they are gone comes later. */
  private void endOverdue(String epoch) {
    List<EpochKey> keys = List.copyOf(living.get(epoch).values());
    keys.forEach(key -> vault.destroy(epoch, key.getStage()));
    keys.forEach(this::revoke);
    ended(epoch, List.of(), 0);
  }

  /** The word comes first: a copy that another holder has must not be fetched again. */
  private void endNow(String epoch, List<String> persons) {
    List<EpochKey> keys = List.copyOf(living.get(epoch).values());
    long sequence = 0;
    try {
      for (EpochKey key : keys) {
        ControlPublisher.Published published = revoke(key);
        published.await();
        sequence = published.sequence();
      }
    } finally {
      keys.forEach(key -> vault.destroy(epoch, key.getStage()));
    }
    ended(epoch, persons, sequence);
  }

  private ControlPublisher.Published revoke(EpochKey key) {
    return publisher.publish(
        TopicCatalogue.EPOCH_KEYS,
        key.getEpoch() + "/" + key.getStage(),
        header ->
            new ControlPayload.OfEpochKey(
                EpochKey.newBuilder(key).setHeader(header).setState(KeyState.REVOKED).build()));
  }

  private void ended(String epoch, List<String> persons, long sequence) {
    living.remove(epoch);
    say("epoch-keys.destroyed", persons, epoch, sequence);
  }

  /** The epochs that live. */
  synchronized Collection<Epoch> epochs() {
    List<Epoch> epochs = new ArrayList<>();
    living.forEach(
        (id, keys) -> {
          EpochKey any = keys.values().iterator().next();
          epochs.add(
              new Epoch(
                  id,
                  any.getAcceptsSessionsFrom(),
                  any.getAcceptsSessionsUntil(),
                  any.getDestroyedAt(),
                  keys.size() == TopicCatalogue.READING_STAGES.size()
                      && keys.values().stream().allMatch(this::holds)));
        });
    return epochs;
  }

  private boolean holds(EpochKey key) {
    return vault
        .find(key.getEpoch(), key.getStage())
        .filter(pair -> MessageDigest.isEqual(pair.publicKey(), Bytes.of(key.getPublicKey())))
        .isPresent();
  }

  private void say(String command, String what, long sequence) {
    say(command, List.of(), what, sequence);
  }

  private void say(String command, List<String> persons, String what, long sequence) {
    audit.accept(new Command(command, persons, what, sequence));
  }
}
