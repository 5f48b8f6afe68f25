package de.siegel.tamperlog.note;

/** A text is not of the form that it should have; the message says where and why. */
public final class MalformedNote extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedNote(String message) {
    super(message);
  }
}
