package de.siegel.cli.terminal;

/**
 * Colours, or none.
 *
 * @param enabled whether escape sequences are written at all
 */
public record Style(boolean enabled) {

  /** For what went well. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** For what failed. */
  public String bad(String text) {
    return wrap("31", text);
  }

  /** For what needs attention. */
  public String warning(String text) {
    return wrap("33", text);
  }

  /** For headings. */
  public String strong(String text) {
    return wrap("1", text);
  }

  /** For what matters less. */
  public String faint(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
