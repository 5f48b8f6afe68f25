package de.siegel.servicekit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.testing.TestHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochKeyCacheTest {
  private static final EpochKeySource EMPTY_HANDED = key -> Optional.empty();
  private static final EpochKeySource SILENT =
      key -> {
        throw new ControlUnavailable("does not answer");
      };

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private TestHouse house;
  private EpochKeySource holder;

  @BeforeEach
  void start() {
    house = new TestHouse(folder);
    holder =
        key -> {
          asked.incrementAndGet();
          return house.keys().epochs(key.getStage()).pair(key.getEpoch());
        };
  }

  private EpochKeyCache cache(EpochKeySource... holders) {
    return new EpochKeyCache(TopicCatalogue.SIGNER, house.view(), List.of(holders), house.clock());
  }

  @Test
  void asksOnceAndRemembers() {
    EpochKeyCache cache = cache(holder);

    assertThat(cache.pair(TestHouse.EPOCH)).isPresent();
    assertThat(cache.pair(TestHouse.EPOCH)).isPresent();
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksTheNextHolderWhenOneHasNothingOrDoesNotAnswer() {
    assertThat(cache(EMPTY_HANDED, SILENT, holder).pair(TestHouse.EPOCH)).isPresent();
  }

  @Test
  void aKeyThatNobodyHasIsGone() {
    assertThat(cache(EMPTY_HANDED, EMPTY_HANDED).pair(TestHouse.EPOCH)).isEmpty();
  }

  @Test
  void refusesNobodyWhileAHolderThatMayHaveItIsSilent() {
    EpochKeyCache cache = cache(SILENT, EMPTY_HANDED);

    assertThatThrownBy(() -> cache.pair(TestHouse.EPOCH)).isInstanceOf(ControlUnavailable.class);
  }

  @Test
  void asksNobodyForAnEpochThatTheAuthorityNeverNamed() {
    assertThat(cache(holder).pair("e-unknown")).isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void overwritesAKeyWhoseTimeIsUp() {
    EpochKeyCache cache = cache(holder);
    EpochKeyPair pair = cache.pair(TestHouse.EPOCH).orElseThrow();

    house.pass(Duration.ofMinutes(329));
    cache.forgetEnded();
    assertThat(cache.lives(TestHouse.EPOCH)).isTrue();
    assertThat(pair.privateKey()).isNotNull();

    house.pass(Duration.ofMinutes(1));
    cache.forgetEnded();
    assertThat(cache.lives(TestHouse.EPOCH)).isFalse();
    assertThatThrownBy(pair::privateKey).isInstanceOf(IllegalStateException.class);
    assertThat(cache.pair(TestHouse.EPOCH)).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void overwritesAKeyThatWasRevoked() {
    EpochKeyCache cache = cache(holder);
    EpochKeyPair pair = cache.pair(TestHouse.EPOCH).orElseThrow();

    house.endEpoch(TestHouse.EPOCH);
    cache.forgetEnded();

    assertThatThrownBy(pair::privateKey).isInstanceOf(IllegalStateException.class);
    assertThat(cache.pair(TestHouse.EPOCH)).isEmpty();
  }
}
