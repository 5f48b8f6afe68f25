package de.siegel.cli.fraud.report;

import de.siegel.cli.terminal.TextWidth;
import java.util.List;

/** A report as one page: no script, no link, nothing that is fetched. */
final class ReportHtml {
  private static final String STYLE =
      "body{font-family:sans-serif;max-width:64em;margin:2em auto;padding:0 1em;color:#222}"
          + "table{border-collapse:collapse;margin:0 0 2em}"
          + "th,td{padding:.15em .7em;text-align:right;border-bottom:1px solid #ddd}"
          + "th.n,td.n{text-align:left}svg{max-width:100%;height:auto}"
          + "p.q{border-top:1px solid #888;padding-top:1em}";

  private ReportHtml() {}

  /**
   * The page.
   *
   * @param picture an SVG element
   * @param whole whether every decision of these days could be looked at
   */
  static String of(OwnCounts counts, String picture, boolean whole) {
    StringBuilder page = new StringBuilder(64 * 1024);
    String title = escaped(TextWidth.clean(GermanText.title(counts)));
    page.append("<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'\">\n")
        .append("<title>")
        .append(title)
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n");
    paragraph(page, "", GermanText.period(counts.period()));
    paragraph(page, "", GermanText.COUNTED);
    paragraph(page, "", counts.hours().sentence());
    if (!whole) {
      paragraph(page, "", GermanText.NOT_WHOLE);
    }
    paragraph(page, "", GermanText.total(counts));
    page.append(picture).append('\n');
    ReportTables.of(counts).forEach(table -> table(page, table));
    paragraph(page, " class=\"q\"", GermanText.QUESTIONS);
    return page.append("</body>\n</html>\n").toString();
  }

  private static void paragraph(StringBuilder page, String attributes, String text) {
    page.append("<p").append(attributes).append('>').append(escaped(text)).append("</p>\n");
  }

  private static void table(StringBuilder page, ReportTables table) {
    page.append("<h2>").append(escaped(table.title())).append("</h2>\n<table>\n<thead>");
    row(page, "th", table.names(), table.head());
    page.append("</thead>\n<tbody>\n");
    table.rows().forEach(row -> row(page, "td", table.names(), row));
    page.append("</tbody>\n</table>\n");
  }

  private static void row(StringBuilder page, String cell, int names, List<String> texts) {
    page.append("<tr>");
    for (int column = 0; column < texts.size(); column++) {
      page.append('<')
          .append(cell)
          .append(column < names ? " class=\"n\">" : ">")
          .append(escaped(texts.get(column)))
          .append("</")
          .append(cell)
          .append('>');
    }
    page.append("</tr>\n");
  }

  /** Names in it are what a pharmacy chose. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
