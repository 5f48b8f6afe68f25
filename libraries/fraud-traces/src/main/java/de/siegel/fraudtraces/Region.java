package de.siegel.fraudtraces;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A part of the country to which batches are delivered.
 *
 * @param latitude degrees north of its centre
 * @param longitude degrees east of its centre
 * @param weight its share of the pharmacies, relative
 */
record Region(String name, double latitude, double longitude, double weight) {
  static final Region MUNICH = new Region("München", 48.14, 11.58, 6);

  static final List<Region> ALL =
      List.of(
          MUNICH,
          new Region("Berlin", 52.52, 13.40, 7),
          new Region("Hamburg", 53.55, 9.99, 5),
          new Region("Köln", 50.94, 6.96, 7),
          new Region("Frankfurt", 50.11, 8.68, 6),
          new Region("Stuttgart", 48.78, 9.18, 6),
          new Region("Dortmund", 51.51, 7.47, 7),
          new Region("Leipzig", 51.34, 12.37, 3),
          new Region("Dresden", 51.05, 13.74, 3),
          new Region("Hannover", 52.37, 9.73, 4),
          new Region("Bremen", 53.08, 8.80, 3),
          new Region("Nürnberg", 49.45, 11.08, 4),
          new Region("Rostock", 54.09, 12.10, 2),
          new Region("Kiel", 54.32, 10.14, 3),
          new Region("Erfurt", 50.98, 11.03, 2),
          new Region("Magdeburg", 52.13, 11.63, 2),
          new Region("Kassel", 51.31, 9.48, 2),
          new Region("Mannheim", 49.49, 8.47, 4),
          new Region("Saarbrücken", 49.24, 7.00, 2),
          new Region("Freiburg", 47.99, 7.85, 3),
          new Region("Ulm", 48.40, 9.99, 3),
          new Region("Regensburg", 49.02, 12.10, 3),
          new Region("Münster", 51.96, 7.63, 4),
          new Region("Cottbus", 51.76, 14.33, 1));

  private static final double KILOMETRES_PER_DEGREE = 111.2;

  static Region any(SplittableRandom random) {
    return ALL.get(Sampling.weighted(random, ALL.stream().mapToDouble(Region::weight).toArray()));
  }

  private double kilometres(double toLatitude, double toLongitude) {
    double north = latitude - toLatitude;
    double east =
        (longitude - toLongitude)
            * StrictMath.cos(StrictMath.toRadians((latitude + toLatitude) / 2));
    return KILOMETRES_PER_DEGREE * StrictMath.sqrt(north * north + east * east);
  }

  /** As the crow flies over a flat country. */
  double kilometres(Region other) {
    return kilometres(other.latitude, other.longitude);
  }

  /** To where a batch was delivered, which is not the whole country. */
  double kilometres(TraceBatch batch) {
    return kilometres(batch.latitude(), batch.longitude());
  }

  /** The two next to it, to which people commute. */
  List<Region> neighbours() {
    return ALL.stream()
        .filter(other -> !other.equals(this))
        .sorted(Comparator.comparingDouble(other -> kilometres(other)))
        .limit(2)
        .toList();
  }
}
