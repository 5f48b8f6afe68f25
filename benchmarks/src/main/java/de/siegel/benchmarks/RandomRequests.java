package de.siegel.benchmarks;

import de.siegel.embedded.authority.TestPharmacies;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;

/**
 * Invented requests with varied content, so that neither caches nor compression flatter a figure.
 */
final class RandomRequests {
  private static final String[] SYLLABLES = {
    "ba", "rin", "kel", "mö", "stra", "lu", "ffen", "ger", "hau", "wei", "dö", "rte", "an", "ne",
    "mül", "ler", "schu", "bert", "va", "len", "ti", "na", "jo", "nas", "e", "ri", "ka", "grün"
  };
  private static final String[][] PRODUCTS = {
    {"1119349007", "EU/1/20/1528", "ORG-100030215"},
    {"1119349007", "EU/1/20/1507", "ORG-100031184"},
    {"29061000087103", "EU/1/21/1529", "ORG-100001699"},
  };

  private final Random random;

  RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  /** The content of a vaccination request for a test pharmacy. */
  byte[] next(int pharmacy) {
    String[] product = PRODUCTS[random.nextInt(PRODUCTS.length)];
    boolean booster = random.nextInt(3) == 0;
    int dose = booster ? 3 : 1 + random.nextInt(2);
    LocalDate birth = LocalDate.of(1930 + random.nextInt(75), 1, 1).plusDays(random.nextInt(365));
    LocalDate dose1 = LocalDate.of(2021, 6, 1).plusDays(random.nextInt(180));
    String json =
        "{\"type\":\"V\",\"payload\":{\"nam\":{\"fn\":\""
            + name(3)
            + "\",\"gn\":\""
            + name(2)
            + "\"},\"dob\":\""
            + birth
            + "\",\"v\":[{\"id\":\""
            + TestPharmacies.location(pharmacy)
            + "\",\"tg\":\"840539006\",\"vp\":\""
            + product[0]
            + "\",\"mp\":\""
            + product[1]
            + "\",\"ma\":\""
            + product[2]
            + "\",\"dn\":"
            + dose
            + ",\"sd\":"
            + (booster ? 3 : 2)
            + ",\"dt\":\""
            + dose1
            + "\"}]}}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A request id. */
  String nextId() {
    return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  private String name(int syllables) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
