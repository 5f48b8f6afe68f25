package de.siegel.cli.fraud.report;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of a report. */
final class Report {
  private static final String TEXT = "auswertung.txt";
  private static final String PAGE = "auswertung.html";
  private static final String DRAWING = "auswertung.svg";
  private static final String PICTURE = "auswertung.png";

  /** Their names. */
  static final List<String> NAMES = List.of(TEXT, PAGE, DRAWING, PICTURE);

  private Report() {}

  /**
   * Writes them.
   *
   * @param whole whether every decision of these days could be looked at
   */
  static void write(OwnCounts counts, boolean whole, ReportFolder to) {
    ReportPicture picture = new ReportPicture(counts);
    String svg = PictureFiles.svg(picture, GermanText.title(counts));
    to.write(TEXT, bytes(ReportText.of(counts, whole)));
    to.write(PAGE, bytes(ReportHtml.of(counts, svg, whole)));
    to.write(DRAWING, bytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg + "\n"));
    to.write(PICTURE, PictureFiles.png(picture));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
