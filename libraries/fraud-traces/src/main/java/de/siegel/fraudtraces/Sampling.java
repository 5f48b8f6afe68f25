package de.siegel.fraudtraces;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws from distributions. Made of {@link SplittableRandom#nextLong()} and {@link StrictMath}
 * alone, for a library's own bounded draws and {@link Math}'s functions may differ between
 * machines.
 */
final class Sampling {
  private static final double UNIT = 0x1.0p-53;
  private static final double LARGEST_STEP = 20;

  private Sampling() {}

  /** A source of its own for a part of what a seed makes. */
  static SplittableRandom random(long seed, long part) {
    return new SplittableRandom(seed(seed, part));
  }

  /** A seed of its own for a part of what a seed makes. */
  static long seed(long seed, long part) {
    long mixed = seed * 0x9e3779b97f4a7c15L + part + 1;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** From 0 to 1, without 1. */
  static double uniform(SplittableRandom random) {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** From {@code low} to {@code high}, without {@code high}. */
  static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * uniform(random);
  }

  /** 0 to {@code bound} - 1. */
  static int below(SplittableRandom random, int bound) {
    return (int) (uniform(random) * bound);
  }

  static boolean chance(SplittableRandom random, double probability) {
    return uniform(random) < probability;
  }

  static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(below(random, list.size()));
  }

  /** An index, each as probable as its weight says. */
  static int weighted(SplittableRandom random, double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = uniform(random) * sum;
    for (int index = 0; index < weights.length - 1; index++) {
      left -= weights[index];
      if (left < 0) {
        return index;
      }
    }
    return weights.length - 1;
  }

  /** Mean 0, standard deviation 1. */
  static double gaussian(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(random)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(random));
  }

  static double exponential(SplittableRandom random, double mean) {
    return -mean * StrictMath.log(1 - uniform(random));
  }

  static double logNormal(SplittableRandom random, double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian(random));
  }

  /** Of mean 1 and this coefficient of variation, 0 to 1 (Marsaglia and Tsang). */
  static double gamma(SplittableRandom random, double cv) {
    if (cv == 0) {
      return 1;
    }
    double shape = 1 / (cv * cv);
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian(random);
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      v = v * v * v;
      if (StrictMath.log(1 - uniform(random)) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v / shape;
      }
    }
  }

  static int poisson(SplittableRandom random, double mean) {
    int count = 0;
    for (double left = mean; left > 0; left -= LARGEST_STEP) {
      double limit = StrictMath.exp(-Math.min(left, LARGEST_STEP));
      double product = uniform(random);
      while (product > limit) {
        count++;
        product *= uniform(random);
      }
    }
    return count;
  }

  /**
   * Deals a total out to as many shares as there are weights, at least one to each.
   *
   * @throws IllegalArgumentException if there is less than one for each
   */
  static int[] deal(SplittableRandom random, int total, double... weights) {
    if (total < weights.length) {
      throw new IllegalArgumentException(total + " for " + weights.length);
    }
    int[] shares = new int[weights.length];
    Arrays.fill(shares, 1);
    for (int n = weights.length; n < total; n++) {
      shares[weighted(random, weights)]++;
    }
    return shares;
  }

  /** A pseudonym: a prefix and as many hexadecimal digits, at most 16. */
  static String name(SplittableRandom random, String prefix, int digits) {
    StringBuilder name = new StringBuilder(prefix.length() + digits).append(prefix);
    long bits = random.nextLong();
    for (int n = 0; n < digits; n++) {
      name.append(Character.forDigit((int) (bits & 15), 16));
      bits >>>= 4;
    }
    return name.toString();
  }
}
