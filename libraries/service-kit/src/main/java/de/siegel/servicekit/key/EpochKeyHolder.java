package de.siegel.servicekit.key;

import de.siegel.sealing.EpochKeyPair;
import java.util.Optional;

/** Holds the private halves of a stage's epoch keys until they are destroyed. */
public interface EpochKeyHolder {
  /** The stage's pair for an epoch; empty if it was destroyed or never known here. */
  Optional<EpochKeyPair> pair(String epoch);
}
