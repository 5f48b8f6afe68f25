package de.siegel.validation;

import de.siegel.schemas.control.KeyState;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.control.StageKeyPurpose;
import de.siegel.servicekit.control.ControlUnavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** Chooses the document signing key for a request. */
final class SigningKeys {
  private SigningKeys() {}

  /**
   * The newest active key whose signing period holds the moment.
   *
   * @throws ControlUnavailable if there is none: nothing can be issued then, and nothing is refused
   */
  static StageKey at(Collection<StageKey> keys, Instant moment) {
    return keys.stream()
        .filter(key -> key.getPurpose() == StageKeyPurpose.CERTIFICATE_SIGNING)
        .filter(key -> key.getState() == KeyState.ACTIVE)
        .filter(key -> !moment.isBefore(key.getNotBefore()) && moment.isBefore(key.getNotAfter()))
        .max(Comparator.comparing(StageKey::getNotBefore).thenComparing(StageKey::getKeyId))
        .orElseThrow(() -> new ControlUnavailable("No document signing key is active"));
  }
}
