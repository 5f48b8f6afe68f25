package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves as an aligned table: index, time, pharmacy, terminal, operator, outcome, codes, and the
 * first 8 hexadecimal digits of the certificate id's hash. Columns are as wide as the widest of the
 * rows so far; nothing is cut. {@code -} means that there is none, {@code closed} that the month's
 * key is not here, {@code unreadable} that it does not open the links.
 */
public final class ReplayTable implements LeafFormat {
  private static final List<String> HEADINGS =
      List.of(
          "index", "time", "pharmacy", "terminal", "operator", "outcome", "codes", "certificate");
  private static final int ROWS_AT_ONCE = 200;
  private static final int HASH_DIGITS = 8;

  private final Appendable out;
  private final int[] widths = new int[HEADINGS.size()];
  private final List<List<String>> rows = new ArrayList<>();

  public ReplayTable(Appendable out) {
    this.out = out;
    rows.add(HEADINGS);
  }

  @Override
  public void write(Leaf leaf) {
    rows.add(row(leaf));
    if (rows.size() >= ROWS_AT_ONCE) {
      flush();
    }
  }

  @Override
  public void flush() {
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    try {
      for (List<String> row : rows) {
        out.append(line(row)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.clear();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      // What a pharmacy or a tenant named may not steer the reader's terminal.
      String cell = row.get(column).replaceAll("\\p{Cntrl}", "?");
      String padding = " ".repeat(widths[column] - cell.length());
      // The index is a number and stands to the right.
      line.append(column == 0 ? padding + cell : cell + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static List<String> row(Leaf leaf) {
    Optional<Links> links = leaf.links().opened();
    String closed = closed(leaf.links());
    String codes = String.join(",", LeafText.codes(leaf));
    return List.of(
        Long.toString(leaf.index()),
        leaf.event().getOccurredAt().toString(),
        links.map(Links::getPharmacyId).map(ReplayTable::orDash).orElse(closed),
        links.map(Links::getTerminal).map(ReplayTable::orDash).orElse(closed),
        links.map(Links::getOperator).map(ReplayTable::orDash).orElse(closed),
        leaf.event().getKind().name(),
        orDash(codes),
        links
            .map(Links::getCertificateIdHash)
            .map(LeafText::hex)
            .map(hex -> orDash(hex.substring(0, Math.min(HASH_DIGITS, hex.length()))))
            .orElse(closed));
  }

  private static String closed(LeafLinks links) {
    if (links instanceof LeafLinks.Closed closed) {
      return switch (closed.why()) {
        case KEY_MISSING -> "closed";
        case DOES_NOT_OPEN -> "unreadable";
      };
    }
    return "-";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
