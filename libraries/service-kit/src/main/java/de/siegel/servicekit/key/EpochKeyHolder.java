package de.siegel.servicekit.key;

import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.control.ControlUnavailable;
import java.util.Optional;

/** Holds the private halves of a stage's epoch keys until they are destroyed. */
public interface EpochKeyHolder {
  /**
   * The stage's pair for an epoch; empty if it was destroyed, or nobody has it any more.
   *
   * @throws ControlUnavailable if it cannot be known now
   */
  Optional<EpochKeyPair> pair(String epoch);

  /** Whether an epoch goes on: what was opened with its key may be kept. */
  boolean lives(String epoch);

  /** Lets go of the keys of epochs that are over. */
  void forgetEnded();
}
