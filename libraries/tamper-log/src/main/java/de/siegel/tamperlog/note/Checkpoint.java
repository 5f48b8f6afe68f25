package de.siegel.tamperlog.note;

import de.siegel.tamperlog.Utf8Text;
import de.siegel.tamperlog.merkle.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log says of itself at a size (C2SP tlog-checkpoint): the text of a signed note.
 *
 * @param origin which log
 * @param size how many leaves
 * @param root of the tree of that size
 * @param extensions further lines, not empty; usually none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int FEWEST_LINES = 3;

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new IllegalArgumentException("a checkpoint has an origin, and no negative size");
    }
    if (extensions.stream().anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0)) {
      throw new IllegalArgumentException("an extension is one line that is not empty");
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /** Reads a note's text as it was kept: UTF-8. */
  public static Checkpoint parse(byte[] text) throws MalformedNote {
    return parse(
        Utf8Text.decode(text).orElseThrow(() -> new MalformedNote("a checkpoint is UTF-8")));
  }

  /** Reads a note's text. */
  public static Checkpoint parse(String text) throws MalformedNote {
    if (!text.endsWith("\n")) {
      throw new MalformedNote("a checkpoint ends with a newline");
    }
    List<String> lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < FEWEST_LINES || lines.contains("")) {
      throw new MalformedNote("a checkpoint has three lines or more, none of them empty");
    }
    if (!SIZE.matcher(lines.get(1)).matches()) {
      throw new MalformedNote("a checkpoint's second line is the size of the tree");
    }
    long size;
    try {
      size = Long.parseLong(lines.get(1));
    } catch (NumberFormatException e) {
      throw new MalformedNote("no tree has " + lines.get(1) + " leaves");
    }
    Hash root =
        Hash.parse(lines.get(2))
            .orElseThrow(
                () -> new MalformedNote("a checkpoint's third line is the root hash, base64"));
    return new Checkpoint(
        lines.get(0), size, root, new ArrayList<>(lines.subList(FEWEST_LINES, lines.size())));
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text =
        new StringBuilder(origin).append('\n').append(size).append('\n').append(root).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
