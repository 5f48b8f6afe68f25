package de.siegel.servicekit.key;

import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.KeyState;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.control.ControlUnavailable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage's epoch keys, in its memory alone: asked for once, from one of the holders, and
 * overwritten when the authority revokes them or their time is up, whichever comes first. The
 * authority's records say which epochs there are.
 */
public final class EpochKeyCache implements EpochKeyHolder {
  private final String stage;
  private final ControlState control;
  private final List<EpochKeySource> holders;
  private final InstantSource clock;
  private final Map<String, EpochKeyPair> pairs = new HashMap<>();

  /**
   * @param holders in the order in which they are asked
   */
  public EpochKeyCache(
      String stage, ControlState control, List<EpochKeySource> holders, InstantSource clock) {
    this.stage = stage;
    this.control = control;
    this.holders = List.copyOf(holders);
    this.clock = clock;
  }

  @Override
  public synchronized Optional<EpochKeyPair> pair(String epoch) {
    Optional<EpochKey> key = published(epoch);
    if (key.filter(this::alive).isEmpty()) {
      forget(epoch);
      return Optional.empty();
    }
    EpochKeyPair known = pairs.get(epoch);
    return known == null ? ask(key.get()) : Optional.of(known);
  }

  private Optional<EpochKeyPair> ask(EpochKey key) {
    ControlUnavailable silent = null;
    for (EpochKeySource holder : holders) {
      try {
        Optional<EpochKeyPair> pair = holder.ask(key);
        if (pair.isPresent()) {
          pairs.put(key.getEpoch(), pair.get());
          return pair;
        }
      } catch (ControlUnavailable e) {
        silent = e;
      }
    }
    if (silent != null) {
      // Who does not answer may have it: nobody is refused for that.
      throw silent;
    }
    return Optional.empty();
  }

  @Override
  public boolean lives(String epoch) {
    return published(epoch).filter(this::alive).isPresent();
  }

  @Override
  public synchronized void forgetEnded() {
    List.copyOf(pairs.keySet()).stream().filter(epoch -> !lives(epoch)).forEach(this::forget);
  }

  private void forget(String epoch) {
    EpochKeyPair pair = pairs.remove(epoch);
    if (pair != null) {
      pair.destroy();
    }
  }

  private boolean alive(EpochKey key) {
    return key.getState() == KeyState.ACTIVE && clock.instant().isBefore(key.getDestroyedAt());
  }

  private Optional<EpochKey> published(String epoch) {
    return control.epochKeys().stream()
        .filter(key -> key.getEpoch().equals(epoch) && key.getStage().equals(stage))
        .findFirst();
  }
}
