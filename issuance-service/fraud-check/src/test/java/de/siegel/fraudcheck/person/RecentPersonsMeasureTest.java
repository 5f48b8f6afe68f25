package de.siegel.fraudcheck.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs to link the requests of one person. */
@Tag("measure")
class RecentPersonsMeasureTest {
  private static final int REQUESTS = 400_000;
  private static final Instant BEGIN = Instant.parse("2021-07-05T12:00:00Z");

  /** A day's requests of 5,000 pharmacies, over midnight, so that two keys are in use. */
  @Test
  void costOfARequest() {
    SplittableRandom random = new SplittableRandom(5);
    List<String[]> names = new ArrayList<>();
    for (int one = 0; one < REQUESTS; one++) {
      names.add(
          new String[] {
            "Müller-" + name(random), name(random), "19%02d-04-14".formatted(random.nextInt(99))
          });
    }
    for (int round = 0; round < 6; round++) {
      RecentPersons persons = new RecentPersons(new SecureRandom()::nextBytes);
      long[] linked = new long[1];
      long begun = System.nanoTime();
      for (int one = 0; one < REQUESTS; one++) {
        String[] name = names.get(one);
        RecentPersons.Request request =
            new RecentPersons.Request(
                PHARMACIES.get(one % PHARMACIES.size()),
                one,
                name[0],
                "",
                BEGIN.plusMillis(216L * one),
                Holder.of(name[0], name[1], name[2]),
                "EU/1/20/1528",
                1 + one % 2,
                LocalDate.EPOCH.plusDays(18_800));
        linked[0] += persons.see(request).repeats();
        persons.decided(request, true);
      }
      System.out.printf(
          Locale.ROOT,
          "  a request: %.0f ns; %,d remembered in %,d bytes (round %d)%n",
          (double) (System.nanoTime() - begun) / REQUESTS,
          persons.remembered(),
          persons.bytes(),
          round);
      assertThat(linked[0]).isLessThan(REQUESTS / 100);
      persons.close();
    }
  }

  private static final List<String> PHARMACIES =
      IntStream.range(0, 5_000).mapToObj("pharmacy-%016x"::formatted).toList();

  private static String name(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    for (int letter = 0; letter < 6 + random.nextInt(6); letter++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }
}
