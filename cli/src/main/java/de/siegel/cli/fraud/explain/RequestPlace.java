package de.siegel.cli.fraud.explain;

/** Where a request stands in certificate.requests, as people name it; no request id has a slash. */
public final class RequestPlace {
  private RequestPlace() {}

  /** Partition and offset, such as {@code 3/1709}. */
  public static String text(int partition, long offset) {
    return partition + "/" + offset;
  }

  /** Whether a text is such a place. */
  static boolean is(String text) {
    return text.matches("[0-9]{1,9}/[0-9]{1,19}");
  }
}
