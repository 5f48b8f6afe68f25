package de.siegel.tamperlog.tile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the entries of a bundle were copied from, a line each: what a trail needs, beside the
 * entries, to be written again (docs/adr/0022). Nothing of C2SP, and not for the public.
 */
public final class SourceBundle {
  private static final Pattern LINE = Pattern.compile("(0|[1-9][0-9]{0,5}):(0|[1-9][0-9]{0,17})");

  /** Of a full bundle, in bytes. */
  private static final int LONGEST = Tile.FULL * 26;

  private SourceBundle() {}

  /**
   * Where it stands, below the log's prefix.
   *
   * @param width of the tile of level 0 beside it
   */
  public static String path(long index, int width) {
    return "sources/" + Tile.number(index) + Tile.ending(width);
  }

  /** Writes places, at most 256. */
  public static byte[] write(List<LeafSource> sources) {
    StringBuilder lines = new StringBuilder();
    sources.forEach(source -> lines.append(source).append('\n'));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads places.
   *
   * @param name of the bundle, for the message
   * @param count how many there must be
   * @throws BadTile if there are not so many, or a line is none
   */
  public static List<LeafSource> read(String name, byte[] bundle, int count) {
    if (bundle.length > LONGEST) {
      throw new BadTile(name + " has " + bundle.length + " bytes, more than it can have");
    }
    String text = new String(bundle, StandardCharsets.US_ASCII);
    String[] lines = text.split("\n", -1);
    // The last line ends too, so that one that was cut is no shorter offset.
    if (lines.length != count + 1 || !lines[count].isEmpty()) {
      throw new BadTile(name + " has not the " + count + " lines that it must have");
    }
    List<LeafSource> sources = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Matcher matcher = LINE.matcher(lines[n]);
      if (!matcher.matches()) {
        throw new BadTile(name + ": line " + (n + 1) + " must be PARTITION:OFFSET");
      }
      sources.add(
          new LeafSource(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
    return sources;
  }
}
