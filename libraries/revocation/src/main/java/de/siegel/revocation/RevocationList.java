package de.siegel.revocation;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.Revocations;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All that some batches revoke. Immutable. */
public final class RevocationList implements Revocations {
  private final Map<KeyId, Set<RevocationHandle>> byKey = new HashMap<>();
  private final Set<RevocationHandle> ofAnyKey = new HashSet<>();

  /**
   * Takes batches together.
   *
   * @param now batches that have ended are left out
   */
  public RevocationList(Collection<RevocationBatch> batches, Instant now) {
    for (RevocationBatch batch : batches) {
      if (batch.expires().isAfter(now)) {
        batch
            .keyId()
            .map(key -> byKey.computeIfAbsent(key, none -> new HashSet<>()))
            .orElse(ofAnyKey)
            .addAll(batch.entries());
      }
    }
  }

  @Override
  public boolean revokes(KeyId keyId, RevocationHandle handle) {
    return ofAnyKey.contains(handle) || byKey.getOrDefault(keyId, Set.of()).contains(handle);
  }
}
