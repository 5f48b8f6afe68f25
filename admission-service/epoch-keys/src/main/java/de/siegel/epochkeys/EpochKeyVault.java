package de.siegel.epochkeys;

import de.siegel.sealing.EpochKeyPair;
import java.util.Optional;

/**
 * Where the private halves of epoch keys are, while they are. This is the seam for a hardware
 * module or a key management service: it must never write a key to a disk or into a backup, and
 * must forget it for good when it is told to.
 *
 * <p>Safe for use by several threads.
 */
public interface EpochKeyVault {
  /** Takes a stage's pair. */
  void put(String epoch, String stage, EpochKeyPair pair);

  /** A stage's pair; empty if it is not here. */
  Optional<EpochKeyPair> find(String epoch, String stage);

  /** Destroys a stage's private key; nothing happens if it is not here. */
  void destroy(String epoch, String stage);
}
