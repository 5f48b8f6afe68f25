package de.siegel.tamperlog.note;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a checkpoint has taken the partitions that its log is fed from: the text of a signed
 * note beside the checkpoint, which stays as others know it. Its first line is never that of a
 * checkpoint of the log, so neither can be taken for the other.
 *
 * @param origin which log
 * @param size of the checkpoint
 * @param offsets of the last record that has its leaf, by partition; partitions that none came from
 *     are not named
 */
public record Coverage(String origin, long size, SortedMap<Integer, Long> offsets) {
  private static final String SUFFIX = "/covers";
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern OFFSET = Pattern.compile("(0|[1-9][0-9]{0,5}) (0|[1-9][0-9]{0,17})");
  private static final int FEWEST_LINES = 2;

  public Coverage {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** Reads a note's text. */
  public static Coverage parse(String text) throws MalformedNote {
    if (!text.endsWith("\n")) {
      throw new MalformedNote("what a checkpoint covers ends with a newline");
    }
    List<String> lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < FEWEST_LINES
        || !lines.get(0).endsWith(SUFFIX)
        || !SIZE.matcher(lines.get(1)).matches()) {
      throw new MalformedNote("what a checkpoint covers begins with ORIGIN/covers and a size");
    }
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (String line : lines.subList(FEWEST_LINES, lines.size())) {
      Matcher matcher = OFFSET.matcher(line);
      if (!matcher.matches()
          || offsets.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)))
              != null) {
        throw new MalformedNote("what a checkpoint covers is one line a partition: its offset");
      }
    }
    String origin = lines.get(0).substring(0, lines.get(0).length() - SUFFIX.length());
    return new Coverage(origin, Long.parseLong(lines.get(1)), offsets);
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append(SUFFIX).append('\n');
    text.append(size).append('\n');
    for (Map.Entry<Integer, Long> entry : offsets.entrySet()) {
      text.append(entry.getKey()).append(' ').append(entry.getValue()).append('\n');
    }
    return text.toString();
  }
}
