package de.siegel.epochkeys;

import de.siegel.sealing.EpochKeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys in the memory of this process: they end with it, unless another holder has them too. */
final class MemoryVault implements EpochKeyVault {
  private final Map<String, EpochKeyPair> pairs = new ConcurrentHashMap<>();

  @Override
  public void put(String epoch, String stage, EpochKeyPair pair) {
    pairs.put(key(epoch, stage), pair);
  }

  @Override
  public Optional<EpochKeyPair> find(String epoch, String stage) {
    return Optional.ofNullable(pairs.get(key(epoch, stage)));
  }

  @Override
  public void destroy(String epoch, String stage) {
    Optional.ofNullable(pairs.remove(key(epoch, stage))).ifPresent(EpochKeyPair::destroy);
  }

  private static String key(String epoch, String stage) {
    return epoch + "/" + stage;
  }
}
