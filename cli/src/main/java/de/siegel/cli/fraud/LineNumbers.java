package de.siegel.cli.fraud;

/** Numbers of lines, in their order, as text: runs of them together, and not without end. */
final class LineNumbers {
  private static final int LONGEST = 2_000;

  private final StringBuilder text = new StringBuilder();
  private long count;
  private long first;
  private long last;
  private boolean cut;

  /** Adds one that is above all before it. */
  void add(long number) {
    count++;
    if (first > 0 && number == last + 1) {
      last = number;
      return;
    }
    write();
    first = number;
    last = number;
  }

  long count() {
    return count;
  }

  private void write() {
    if (first == 0 || cut) {
      return;
    }
    if (text.length() > LONGEST) {
      cut = true;
      return;
    }
    text.append(text.length() == 0 ? "" : ", ").append(first);
    if (last > first) {
      text.append('-').append(last);
    }
  }

  /** Such as {@code 5, 7-9}. */
  @Override
  public String toString() {
    write();
    first = 0;
    return cut ? text + " and more" : text.toString();
  }
}
