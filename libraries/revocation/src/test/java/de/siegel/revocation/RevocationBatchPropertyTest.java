package de.siegel.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.RevocationHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RevocationBatchPropertyTest {
  /** Whatever is revoked: all of it, nothing else, in batches that a gateway takes. */
  @Property(tries = 100)
  void batchesNameEachHandleOnceUnderItsKeyAndNothingElse(
      @ForAll @IntRange(min = 0, max = 2_500) int count,
      @ForAll @IntRange(min = 1, max = 3) int keys,
      @ForAll @IntRange(min = 1, max = 2) int signatures) {
    List<TouchedCertificate> certificates = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Instant expires = Touched.NOW.plusSeconds(n % 7 == 0 ? -n : n);
      certificates.add(Touched.certificate(n, Touched.key(n % keys), expires, signatures));
    }
    Map<String, Instant> expected = new HashMap<>();
    for (TouchedCertificate one : certificates) {
      if (one.expiresAt().isAfter(Touched.NOW)) {
        one.handles().forEach(handle -> expected.put(one.keyId() + " " + handle, one.expiresAt()));
      }
    }

    List<RevocationBatch> batches = RevocationBatch.of("DE", certificates, Touched.NOW);

    Set<String> named = new HashSet<>();
    for (RevocationBatch batch : batches) {
      assertThat(batch.entries()).hasSizeBetween(1, RevocationBatch.MOST_ENTRIES);
      assertThat(batch.expires()).isAfter(Touched.NOW);
      for (RevocationHandle handle : batch.entries()) {
        String name = batch.keyId().orElseThrow() + " " + handle;
        assertThat(named.add(name)).isTrue();
        assertThat(batch.expires()).isAfterOrEqualTo(expected.get(name));
      }
      assertThat(RevocationBatch.read(batch.json())).isEqualTo(batch);
    }
    assertThat(named).isEqualTo(expected.keySet());
    RevocationList list = new RevocationList(batches, Touched.NOW);
    for (TouchedCertificate one : certificates) {
      boolean open = one.expiresAt().isAfter(Touched.NOW);
      assertThat(one.handles())
          .allSatisfy(handle -> assertThat(list.revokes(one.keyId(), handle)).isEqualTo(open));
      assertThat(list.revokes(Touched.key(9), one.handles().get(0))).isFalse();
    }
  }
}
