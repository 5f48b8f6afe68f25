package de.siegel.fraudtraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final int DRAWS = 100_000;

  private static double[] meanAndVariance(ToDoubleFunction<SplittableRandom> draw) {
    SplittableRandom random = Sampling.random(1, 1);
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < DRAWS; n++) {
      double value = draw.applyAsDouble(random);
      sum += value;
      squares += value * value;
    }
    double mean = sum / DRAWS;
    return new double[] {mean, squares / DRAWS - mean * mean};
  }

  @Test
  void haveTheMeanAndVarianceOfTheirDistribution() {
    for (double mean : new double[] {0.5, 3, 24, 130}) {
      double[] poisson = meanAndVariance(random -> Sampling.poisson(random, mean));

      assertThat(poisson[0]).isCloseTo(mean, within(0.02 * mean + 0.01));
      assertThat(poisson[1]).isCloseTo(mean, within(0.05 * mean));
    }
    for (double cv : new double[] {0.1, 0.3, 1}) {
      double[] gamma = meanAndVariance(random -> Sampling.gamma(random, cv));

      assertThat(gamma[0]).isCloseTo(1, within(0.02));
      assertThat(gamma[1]).isCloseTo(cv * cv, within(0.06 * cv * cv));
    }
    double[] gaussian = meanAndVariance(Sampling::gaussian);
    assertThat(gaussian[0]).isCloseTo(0, within(0.02));
    assertThat(gaussian[1]).isCloseTo(1, within(0.02));
    Rhythm rhythm = new Rhythm(240, 0.5);
    assertThat(meanAndVariance(rhythm::next)[0]).isCloseTo(rhythm.mean(), within(3.0));
  }

  @Test
  void dealsAllOutAndSomethingToEach() {
    int[] shares = Sampling.deal(Sampling.random(1, 2), 437, new double[36]);

    assertThat(Arrays.stream(shares).sum()).isEqualTo(437);
    assertThat(Sampling.deal(Sampling.random(1, 2), 3, 5, 0.001, 5)).containsExactly(1, 1, 1);
    assertThatThrownBy(() -> Sampling.deal(Sampling.random(1, 2), 2, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noShiftOfWorkIsLeftOfATimeThatIsOpenThroughout() {
    Instant start = Instant.EPOCH;
    Span all = new Span(start, start.plusSeconds(100));
    Span middle = new Span(start.plusSeconds(20), start.plusSeconds(30));

    assertThat(all.without(List.of(all))).isEmpty();
    assertThat(all.without(List.of(middle)))
        .containsExactly(
            new Span(start, start.plusSeconds(20)),
            new Span(start.plusSeconds(30), start.plusSeconds(100)));
  }
}
