package de.siegel.embedded.authority;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.LocationCodes;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.schemas.control.OpeningHours;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.authority.ControlPublisher;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The invented pharmacies of the test environment. */
public final class TestPharmacies {
  /** The pharmacy of requests that name none. */
  public static final String DEFAULT = id(1);

  /** Cohort of the last pharmacies, which came in as guests do. */
  public static final String GUESTS = "guests";

  private static final List<String> DEFAULT_LOCATIONS =
      List.of("APO4711", "IZ28215B", "BSNR12345", "TC12345");

  /** The simulated directory has all of them in 10115 Berlin. */
  private static final int REGION = 10;

  /** 8 to 20 h, each day. */
  private static final List<OpeningHours> BY_DAY =
      IntStream.rangeClosed(1, 7).mapToObj(day -> new OpeningHours(day, 8 * 60, 20 * 60)).toList();

  private static final Pattern ID = Pattern.compile("test-pharmacy-([0-9]{5})");

  private TestPharmacies() {}

  /** Id of the test pharmacy of that number, from 1. */
  public static String id(int number) {
    return String.format(Locale.ROOT, "test-pharmacy-%05d", number);
  }

  /** The issuing location of the test pharmacy of that number. */
  public static String location(int number) {
    return number == 1 ? DEFAULT_LOCATIONS.get(0) : String.format(Locale.ROOT, "TEST%05d", number);
  }

  /** The Telematik-ID of a test pharmacy's card. */
  public static String telematikId(int number) {
    return String.format(Locale.ROOT, "3-TEST.%05d", number);
  }

  /** The Telematik-ID of the pharmacist who confirms for the test pharmacy of that number. */
  public static String pharmacist(int number) {
    return String.format(Locale.ROOT, "3-HBA-TEST.%05d", number);
  }

  /** The Telematik-ID of the pharmacist who confirms for a test pharmacy; empty if it is none. */
  public static Optional<String> pharmacistOf(String pharmacyId) {
    return number(pharmacyId).map(TestPharmacies::pharmacist);
  }

  /**
   * Enrols the pharmacist of each of the first test pharmacies who is not known yet.
   *
   * @param count of so many
   * @param known ids of those whose enrolment was published before, revoked or not
   */
  static void enrol(int count, Set<String> known, ControlPublisher publisher) {
    confirmers(count)
        .filter(confirmer -> !known.contains(Confirmers.id(confirmer)))
        .forEach(
            confirmer ->
                publisher.publish(
                    TopicCatalogue.ADMISSIONS,
                    Confirmers.id(confirmer),
                    header -> {
                      confirmer.setHeader(header);
                      return new ControlPayload.OfConfirmer(confirmer);
                    }));
  }

  /** Whether the pharmacists of the first test pharmacies are all among the known ones. */
  static boolean areEnrolled(int count, Set<String> known) {
    return confirmers(count).map(Confirmers::id).allMatch(known::contains);
  }

  private static Stream<Confirmer> confirmers(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> Confirmers.hba(id(number), pharmacist(number)));
  }

  /** The number of a test pharmacy; empty if the id is not one's. */
  static Optional<Integer> number(String pharmacyId) {
    Matcher matcher = ID.matcher(pharmacyId);
    return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  /** Whether a data folder's admission has all that this release asks for; if not, admit again. */
  static boolean isComplete(Admission admission) {
    return admission.getLocationSeed().remaining() == LocationCodes.SEED_LENGTH;
  }

  private static ByteBuffer seed(SecureRandom random) {
    byte[] seed = new byte[LocationCodes.SEED_LENGTH];
    random.nextBytes(seed);
    return ByteBuffer.wrap(seed);
  }

  /** Whether all of so many are among the known ones. */
  static boolean areKnown(int count, Set<String> known) {
    return IntStream.rangeClosed(1, count).allMatch(number -> known.contains(id(number)));
  }

  /**
   * Admits those that are not known yet.
   *
   * @param guests how many of them, the last ones, are in the cohort {@link #GUESTS}; none if that
   *     would be all
   * @param closedAtNight number of the one that is open by day only; 0 for none
   */
  static void admit(
      int count,
      int guests,
      int closedAtNight,
      Set<String> known,
      ControlPublisher publisher,
      SecureRandom random) {
    int firstMembers = guests < count ? count - guests : count;
    IntStream.rangeClosed(1, count)
        .filter(number -> !known.contains(id(number)))
        .forEach(
            number ->
                publisher.publish(
                    TopicCatalogue.ADMISSIONS,
                    id(number),
                    header -> {
                      Admission admission =
                          new Admission(
                              header,
                              id(number),
                              AdmissionState.ACTIVE,
                              OnboardingClass.TEST,
                              number > firstMembers ? List.of("test", GUESTS) : List.of("test"),
                              number == 1 ? DEFAULT_LOCATIONS : List.of(location(number)),
                              seed(random),
                              List.of(telematikId(number)),
                              List.of(),
                              List.of(),
                              10_000,
                              null,
                              ByteBuffer.allocate(0),
                              number == closedAtNight ? BY_DAY : List.of(),
                              List.of(),
                              REGION);
                      return new ControlPayload.OfAdmission(admission);
                    }));
  }
}
