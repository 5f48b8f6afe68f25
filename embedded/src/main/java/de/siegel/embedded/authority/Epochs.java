package de.siegel.embedded.authority;

import de.siegel.identity.control.ControlPayload;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.SecretWrapping;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.key.EpochKeyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an epoch key for each reading stage every hour and destroys it five and a half hours after
 * the epoch began.
 */
final class Epochs {
  private static final Duration ACCEPTS = Duration.ofHours(1);
  private static final Duration LIVES = Duration.ofMinutes(5 * 60 + 30);

  /** A new epoch is made so long before the old one takes no more sessions. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final List<String> STAGES =
      List.of(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK, TopicCatalogue.SIGNER);

  private final AuthorityFolder folder;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Map<String, EpochKey>> live = new HashMap<>();

  Epochs(AuthorityFolder folder) {
    this.folder = folder;
    STAGES.forEach(stage -> PrivateFiles.folder(folder.epochKeys(stage)));
  }

  /** Takes up a key that was published before, if its private half is still there. */
  synchronized void recover(EpochKey key) {
    boolean held =
        Files.exists(
            EpochKeyFolder.file(folder.epochKeys(key.getStage()), key.getEpoch(), key.getStage()));
    if (held && key.getState() == KeyState.ACTIVE) {
      live.computeIfAbsent(key.getEpoch(), ignored -> new HashMap<>()).put(key.getStage(), key);
    } else {
      live.getOrDefault(key.getEpoch(), new HashMap<>()).remove(key.getStage());
    }
  }

  /** The keys of the youngest epoch that takes sessions; empty if there is none. */
  synchronized List<EpochKey> current(Instant now) {
    return live.values().stream()
        .filter(keys -> keys.size() == STAGES.size())
        .map(keys -> List.copyOf(keys.values()))
        .filter(keys -> now.isBefore(keys.get(0).getAcceptsSessionsUntil()))
        .max((a, b) -> a.get(0).getDestroyedAt().compareTo(b.get(0).getDestroyedAt()))
        .orElse(List.of());
  }

  /** Makes and destroys what is due. */
  synchronized void turn(Instant now, ControlPublisher publisher) {
    List<EpochKey> current = current(now.plus(MARGIN));
    if (current.isEmpty()) {
      begin(now.truncatedTo(ChronoUnit.MILLIS), publisher);
    }
    List<EpochKey> over = new ArrayList<>();
    live.values()
        .forEach(
            keys ->
                keys.values().stream()
                    .filter(key -> !now.isBefore(key.getDestroyedAt()))
                    .forEach(over::add));
    over.forEach(key -> destroy(key, publisher));
  }

  private void begin(Instant now, ControlPublisher publisher) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String epoch = java.util.HexFormat.of().formatHex(bytes);
    for (String stage : STAGES) {
      EpochKeyPair pair = EpochKeyPair.generate(random);
      PrivateFiles.write(
          EpochKeyFolder.file(folder.epochKeys(stage), epoch, stage), pair.privateKey());
      publisher.publish(
          TopicCatalogue.EPOCH_KEYS,
          epoch + "/" + stage,
          header -> {
            EpochKey key =
                new EpochKey(
                    header,
                    epoch,
                    stage,
                    epoch + "." + stage,
                    SecretWrapping.SUITE,
                    ByteBuffer.wrap(pair.publicKey()),
                    now,
                    now.plus(ACCEPTS),
                    now.plus(LIVES),
                    KeyState.ACTIVE);
            live.computeIfAbsent(epoch, ignored -> new HashMap<>()).put(stage, key);
            return new ControlPayload.OfEpochKey(key);
          });
    }
  }

  private void destroy(EpochKey key, ControlPublisher publisher) {
    Path file =
        EpochKeyFolder.file(folder.epochKeys(key.getStage()), key.getEpoch(), key.getStage());
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The epoch key " + file + " cannot be destroyed", e);
    }
    live.get(key.getEpoch()).remove(key.getStage());
    publisher.publish(
        TopicCatalogue.EPOCH_KEYS,
        key.getEpoch() + "/" + key.getStage(),
        header -> {
          EpochKey ended = EpochKey.newBuilder(key).setHeader(header).build();
          ended.setState(KeyState.REVOKED);
          return new ControlPayload.OfEpochKey(ended);
        });
  }
}
