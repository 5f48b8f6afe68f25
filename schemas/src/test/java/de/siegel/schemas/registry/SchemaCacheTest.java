package de.siegel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {

  private static final Schema SCHEMA = Schema.create(Schema.Type.INT);

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 50);
  private final SchemaCache cache = new SchemaCache(2, 100, nanoTime::get);

  @Test
  void forgetsAnUnknownIdAfterItsTimeAlsoWhenTheClockWrapsAround() {
    cache.putUnknown(1);
    nanoTime.addAndGet(99);
    assertThat(cache.isUnknown(1)).isTrue();
    nanoTime.addAndGet(1);
    assertThat(cache.isUnknown(1)).isFalse();
  }

  @Test
  void keepsNoMoreIdsThanItHasRoomForAndForgetsTheLeastUsed() {
    cache.putKnown(1, SCHEMA);
    cache.putKnown(2, SCHEMA);
    assertThat(cache.known(1)).isPresent();
    cache.putKnown(3, SCHEMA);

    assertThat(cache.known(1)).isPresent();
    assertThat(cache.known(2)).isEmpty();
    assertThat(cache.known(3)).isPresent();
  }

  @Test
  void asksForFiftyUnknownIdsAtOnceAndForTenASecondAfterwards() {
    int asked = 0;
    for (int id = 1; id <= 1_000; id++) {
      if (cache.mayAsk()) {
        asked++;
        cache.putUnknown(id);
      }
    }
    assertThat(asked).isEqualTo(50);

    nanoTime.addAndGet(1_000_000_000L);
    for (int id = 1_001; id <= 2_000; id++) {
      if (cache.mayAsk()) {
        asked++;
        cache.putUnknown(id);
      }
    }
    assertThat(asked).isEqualTo(60);
  }

  @Test
  void boundsUnknownIdsToo() {
    cache.putUnknown(1);
    cache.putUnknown(2);
    cache.putUnknown(3);
    assertThat(cache.isUnknown(1)).isFalse();
    assertThat(cache.isUnknown(3)).isTrue();
  }
}
