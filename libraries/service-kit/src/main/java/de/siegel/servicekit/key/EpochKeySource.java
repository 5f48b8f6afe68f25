package de.siegel.servicekit.key;

import de.siegel.schemas.control.EpochKey;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.control.ControlUnavailable;
import java.util.Optional;

/** Somebody who may have the private half of a published epoch key. */
@FunctionalInterface
public interface EpochKeySource {
  /**
   * Asks for the private half.
   *
   * @return the pair, whose public half is the published one; empty if this one does not have it
   * @throws ControlUnavailable if there is no answer, or none that can be believed
   */
  Optional<EpochKeyPair> ask(EpochKey key);
}
