package de.siegel.systemtests;

import de.siegel.embedded.authority.TestPharmacies;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Contents of requests about invented people, good ones and bad ones. */
final class SampleContent {
  private static final List<String> FAMILY_NAMES =
      List.of("Musterfrau", "Grünwald", "Dießner", "von der Heide", "O'Neill", "Šimić");
  private static final List<String> GIVEN_NAMES =
      List.of("Erika", "Jörg", "Ana María", "Łukasz", "Zoë", "Karl-Heinz");

  /**
   * A content that is refused.
   *
   * @param json what is sent
   * @param code a code that the refusal must name
   * @param field the field that it must name with it
   */
  record Bad(byte[] json, String code, String field) {}

  private static final int LETTERS = 26;

  private final Random random;
  private int holders;

  SampleContent(long seed) {
    this.random = new Random(seed);
  }

  /** A content that is issued: a vaccination, a test or a recovery, never the same twice. */
  byte[] good(int pharmacy) {
    String json =
        switch (random.nextInt(3)) {
          case 0 -> vaccination(pharmacy);
          case 1 -> test(pharmacy);
          default -> recovery(pharmacy);
        };
    return bytes(json);
  }

  /** A content that breaks a rule. */
  Bad bad(int pharmacy) {
    String good = vaccination(pharmacy);
    return switch (random.nextInt(11)) {
      case 0 -> bad(good.substring(0, good.length() - 2), "MALFORMED_JSON", "");
      case 1 -> bad(good.replace("\"type\":\"V\"", "\"type\":\"X\""), "UNKNOWN_TYPE", "type");
      case 2 -> bad(good.replace(",\"dt\":\"2021-", ",\"dx\":\"2021-"), "MISSING_FIELD", "v[0].dt");
      case 3 -> bad(good.replace("\"dn\":", "\"xx\":1,\"dn\":"), "UNKNOWN_FIELD", "v[0]");
      case 4 -> bad(good.replace("EU/1/20/1528", "EU/1/21/1529"), "PRODUCT_MISMATCH", "v[0].vp");
      case 5 ->
          bad(
              good.replaceFirst("\"dt\":\"2021-[0-9-]*", "\"dt\":\"2021-02-30"),
              "INVALID_DATE",
              "v[0].dt");
      case 6 -> bad(named(good, "a".repeat(81)), "TOO_LONG", "nam.fn");
      case 7 ->
          bad(
              named(good, "-''-").replaceFirst("\"gn\":\"[^\"]*", "\"gn\":\"."),
              "NAME_MISSING",
              "nam");
      case 8 -> bad(named(good, "Nul\\u0000"), "FORBIDDEN_CHARACTER", "nam.fn");
      case 9 -> bad(named(good, "Half\\ud83d"), "FORBIDDEN_CHARACTER", "nam.fn");
      default -> bad("", "MALFORMED_JSON", "");
    };
  }

  private static Bad bad(String json, String code, String field) {
    return new Bad(bytes(json), code, field);
  }

  private static String named(String json, String name) {
    return json.replaceFirst("\"fn\":\"[^\"]*", "\"fn\":\"" + name.replace("\\", "\\\\"));
  }

  private String vaccination(int pharmacy) {
    return ("{\"type\":\"V\",\"payload\":{%s,\"v\":[{\"id\":\"%s\",\"tg\":\"840539006\","
            + "\"vp\":\"1119349007\",\"mp\":\"EU/1/20/1528\",\"ma\":\"ORG-100030215\","
            + "\"dn\":%d,\"sd\":2,\"dt\":\"%s\"}]}}")
        .formatted(
            holder(),
            TestPharmacies.location(pharmacy),
            1 + random.nextInt(2),
            LocalDate.of(2021, 2, 1).plusDays(random.nextInt(300)));
  }

  private String test(int pharmacy) {
    return ("{\"type\":\"T\",\"payload\":{%s,\"t\":[{\"id\":\"%s\",\"tg\":\"840539006\","
            + "\"tt\":\"LP6464-4\",\"nm\":\"Sample PCR\",\"sc\":\"2021-06-%02dT14:20:00+02:00\","
            + "\"tr\":\"260415000\",\"tc\":\"Teststelle am Markt\"}]}}")
        .formatted(holder(), TestPharmacies.location(pharmacy), 1 + random.nextInt(30));
  }

  private String recovery(int pharmacy) {
    LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(30 + random.nextInt(100));
    return ("{\"type\":\"R\",\"payload\":{%s,\"r\":[{\"id\":\"%s\",\"tg\":\"840539006\","
            + "\"fr\":\"%s\",\"df\":\"%s\",\"du\":\"%s\"}]}}")
        .formatted(
            holder(),
            TestPharmacies.location(pharmacy),
            first,
            first.plusDays(28),
            first.plusDays(180));
  }

  private String holder() {
    return "\"nam\":{\"fn\":\"%s\",\"gn\":\"%s\"},\"dob\":\"%s\""
        .formatted(
            FAMILY_NAMES.get(random.nextInt(FAMILY_NAMES.size())),
            GIVEN_NAMES.get(random.nextInt(GIVEN_NAMES.size())) + " " + middle(holders++),
            LocalDate.of(1930, 1, 1).plusDays(random.nextInt(25_000)));
  }

  /** Another one for each number: of one person several doses would be held together. */
  private static String middle(int number) {
    StringBuilder name = new StringBuilder();
    for (int rest = number; name.isEmpty() || rest > 0; rest /= LETTERS) {
      name.append((char) ('A' + rest % LETTERS));
    }
    return name.toString();
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
