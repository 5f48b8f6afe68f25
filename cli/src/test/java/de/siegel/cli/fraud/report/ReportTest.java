package de.siegel.cli.fraud.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.fraud.audit.AdmittedHours;
import de.siegel.cli.fraud.audit.FirstDecisions;
import de.siegel.cli.fraud.audit.TestLeaves;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.control.OpeningHours;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pharmacy is told of itself. */
class ReportTest {
  private static final String OWN = "pharmacy-1";
  private static final String OTHER = "pharmacy-2";
  private static final Period NOVEMBER =
      new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));

  @TempDir Path folder;

  @BeforeAll
  static void noDisplay() {
    PictureFiles.requireFonts();
  }

  private static OwnCounts counts(TestLeaves leaves, Hours hours) {
    OwnCounts counts = new OwnCounts(OWN, NOVEMBER, hours);
    FirstDecisions decisions = new FirstDecisions(links -> true, counts);
    leaves.all().forEach(decisions);
    return counts;
  }

  private static Instant at(String local) {
    return java.time.LocalDateTime.parse(local).atZone(Period.ZONE).toInstant();
  }

  /** Days of a usual pharmacy, and nights in the last week. */
  private static TestLeaves nights() {
    Random random = new Random(1);
    TestLeaves leaves = new TestLeaves();
    for (int day = 0; day < 30; day++) {
      LocalDate date = NOVEMBER.from().plusDays(day);
      boolean sunday = date.getDayOfWeek() == java.time.DayOfWeek.SUNDAY;
      for (int n = 0; n < (sunday ? 0 : 15 + random.nextInt(10)); n++) {
        leaves.at("till-" + n % 2, n % 3 == 0 ? "bert" : "anna");
        leaves.decided(
            AuditKind.APPROVED,
            "day-" + day + "-" + n,
            date.atTime(8 + random.nextInt(10), random.nextInt(60))
                .atZone(Period.ZONE)
                .toInstant());
      }
      for (int n = 0; day > 22 && n < 40; n++) {
        leaves.at("till-9", "carl");
        leaves.decided(
            n < 3 ? AuditKind.APPROVED : AuditKind.HELD,
            "night-" + day + "-" + n,
            date.atTime(random.nextInt(5), random.nextInt(60)).atZone(Period.ZONE).toInstant());
      }
    }
    return leaves;
  }

  @Test
  void onlyThePharmacysOwnDaysAreCountedAndEachRequestOnce() {
    OwnCounts counts =
        counts(
            new TestLeaves()
                .decided(AuditKind.APPROVED, "r1", at("2026-11-30T23:59:59"))
                .decided(AuditKind.HELD, "r1", at("2026-11-30T23:59:59"))
                .decided(AuditKind.APPROVED, "r2", at("2026-12-01T00:00:00"))
                .decided(AuditKind.APPROVED, "r3", at("2026-10-31T23:59:59"))
                .of(OTHER)
                .decided(AuditKind.APPROVED, "r1", at("2026-11-30T12:00:00")),
            Hours.USUAL);

    assertThat(counts.total().all()).isEqualTo(1);
    assertThat(counts.day(29).all()).isEqualTo(1);
    assertThat(counts.inWeek(0, 23)).isEqualTo(1);
  }

  @Test
  void nightsAndSundaysAreOutsideWhereNothingIsDeclared() {
    assertThat(
            Stream.of(
                    "2026-11-02T06:59:59",
                    "2026-11-02T07:00:00",
                    "2026-11-02T19:59:59",
                    "2026-11-02T20:00:00",
                    "2026-11-07T12:00:00",
                    "2026-11-08T12:00:00")
                .map(time -> Hours.USUAL.outside(de.siegel.fraudrules.Moment.of(at(time)))))
        .containsExactly(true, false, false, true, false, true);
    assertThat(Hours.USUAL.sentence()).contains("nicht hinterlegt");
  }

  @Test
  void declaredHoursDecideWhatIsOutsideAndAnHourThatIsPartlyOpenIsWithin() {
    Hours hours =
        Hours.of(
            AdmittedHours.profile(List.of(new OpeningHours(1, 8 * 60, 18 * 60 + 30)), List.of()));

    assertThat(hours.outside(de.siegel.fraudrules.Moment.of(at("2026-11-02T18:29:00")))).isFalse();
    assertThat(hours.outside(de.siegel.fraudrules.Moment.of(at("2026-11-02T18:30:00")))).isTrue();
    assertThat(IntStream.range(0, 24).filter(hour -> !hours.whollyOutside(0, hour)))
        .containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    assertThat(IntStream.range(0, 24).allMatch(hour -> hours.whollyOutside(6, hour))).isTrue();
    assertThat(Hours.of(AdmittedHours.profile(List.of(), List.of()))).isEqualTo(Hours.USUAL);
    assertThatThrownBy(() -> AdmittedHours.profile(List.of(new OpeningHours(8, 0, 60)), List.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("opening hours");
  }

  @Test
  void theTextIsGermanNamesThePeriodAndTheZoneAndAccusesNobody() {
    String text = ReportText.of(counts(nights(), Hours.USUAL), true);

    assertThat(text)
        .startsWith("Auswertung für die Apotheke pharmacy-1\n")
        .contains("01.11.2026 bis 30.11.2026", "Europe/Berlin", "Fragen?")
        .containsPattern("carl +till-9 +280 +280 +259")
        .doesNotContainIgnoringCase("betrug")
        .doesNotContainIgnoringCase("verdacht")
        .doesNotContain("Ein Teil der Vorgänge", OTHER);
    assertThat(ReportText.of(counts(nights(), Hours.USUAL), false))
        .contains("Ein Teil der Vorgänge");
    assertThat(text.lines()).allMatch(line -> line.length() <= 96);
  }

  @Test
  void namesThatAPharmacyChoseDoNoHarmInAPageOrAPicture() throws Exception {
    TestLeaves leaves =
        new TestLeaves()
            .at("<img src=x>", "\u001b[31m&\"'")
            .decided(AuditKind.APPROVED, "r", at("2026-11-02T12:00:00"));
    OwnCounts counts = counts(leaves, Hours.USUAL);
    String svg = PictureFiles.svg(new ReportPicture(counts), "a < b & c");
    String page = ReportHtml.of(counts, svg, true);

    assertThat(page)
        .contains("&lt;img src=x&gt;", "default-src 'none'", "lang=\"de\"")
        .doesNotContain("<img", "\u001b", "<script", "href=");
    assertThat(ReportText.of(counts, true)).doesNotContain("\u001b");
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(
            new java.io.ByteArrayInputStream(
                svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void theSameCountsGiveTheSameBytes() {
    byte[] first = PictureFiles.png(new ReportPicture(counts(nights(), Hours.USUAL)));
    byte[] second = PictureFiles.png(new ReportPicture(counts(nights(), Hours.USUAL)));

    assertThat(second).isEqualTo(first);
    assertThat(PictureFiles.svg(new ReportPicture(counts(nights(), Hours.USUAL)), "t"))
        .isEqualTo(PictureFiles.svg(new ReportPicture(counts(nights(), Hours.USUAL)), "t"));
  }

  @Test
  void nightsStandInAnotherColourInBothFormsOfThePicture() throws Exception {
    Path out = folder.resolve("report");
    Report.write(
        counts(nights(), Hours.USUAL), true, ReportFolder.prepare(out, Report.NAMES, false));

    BufferedImage picture = ImageIO.read(out.resolve("auswertung.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(2 * ReportPicture.WIDTH);
    assertThat(pixels(picture, Palette.OUTSIDE.full().getRGB())).isGreaterThan(10_000);
    assertThat(pixels(picture, Palette.WITHIN.full().getRGB())).isGreaterThan(10_000);
    assertThat(Files.readString(out.resolve("auswertung.svg")))
        .contains("rgb(196,78,2)", "rgb(8,81,156)", "Europe/Berlin", "außerhalb")
        .doesNotContain("DOCTYPE", "href");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(out.resolve("auswertung.png"))))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Report.NAMES);
    }
  }

  private static long pixels(BufferedImage picture, int colour) {
    return IntStream.range(0, picture.getHeight())
        .mapToLong(
            y ->
                IntStream.range(0, picture.getWidth())
                    .filter(x -> picture.getRGB(x, y) == colour)
                    .count())
        .sum();
  }

  @Test
  void thePictureOfAYearAndOfADayAndOfNothingCanBeDrawn() {
    for (LocalDate to : List.of(LocalDate.of(2026, 11, 1), LocalDate.of(2027, 11, 1))) {
      OwnCounts counts = new OwnCounts(OWN, new Period(LocalDate.of(2026, 11, 1), to), Hours.USUAL);
      assertThat(PictureFiles.png(new ReportPicture(counts))).isNotEmpty();
      assertThat(PictureFiles.svg(new ReportPicture(counts), "t")).contains("<svg");
    }
  }

  @Test
  void nothingIsOverwrittenUnlessForcedAndALinkIsNotFollowed() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("auswertung.txt"), other);

    assertThatThrownBy(() -> ReportFolder.prepare(out, Report.NAMES, false))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--force");
    Report.write(
        counts(nights(), Hours.USUAL), true, ReportFolder.prepare(out, Report.NAMES, true));
    assertThat(other).hasContent("mine");
    assertThat(Files.isSymbolicLink(out.resolve("auswertung.txt"))).isFalse();
    assertThatThrownBy(() -> ReportFolder.prepare(other, Report.NAMES, false))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--out");
  }
}
