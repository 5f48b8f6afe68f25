package de.siegel.fraudcheck.person;

import de.siegel.certificate.StandardisedName;
import de.siegel.fraudrules.NameMark;

/**
 * Whom a request is about. Lives as long as the request is decided on, and is written nowhere: what
 * is kept of it is a keyed token.
 */
public final class Holder {
  /** Nobody is named. */
  public static final Holder NONE = new Holder("", "", "");

  private static final int WHOLE_DATE = "1979-04-14".length();

  private final String family;
  private final String given;
  private final String birth;

  private Holder(String family, String given, String birth) {
    this.family = family;
    this.given = given;
    this.birth = birth;
  }

  /**
   * By what a content says, in whatever spelling.
   *
   * @param family as written; empty if there is none, as may be the others
   * @param birth date of birth
   */
  public static Holder of(String family, String given, String birth) {
    return family.isEmpty() && given.isEmpty()
        ? NONE
        : new Holder(standardised(family), standardised(given), birth);
  }

  /** As the certificate has it, so that another spelling is the same person. */
  private static String standardised(String name) {
    // What cannot be written in a certificate was refused before, and stays as it is here.
    return StandardisedName.of(name) instanceof StandardisedName.Text text ? text.value() : name;
  }

  /** Whether the name looks like one that forms are filled with; not if there is none. */
  public boolean unusualName() {
    return this != NONE && NameMark.of(family, given);
  }

  /** Whether it tells people apart: many share a name, and a year. */
  boolean linkable() {
    return this != NONE && birth.length() == WHOLE_DATE;
  }

  String family() {
    return family;
  }

  String given() {
    return given;
  }

  String birth() {
    return birth;
  }

  /** Says nothing: it may come into a log. */
  @Override
  public String toString() {
    return "Holder";
  }
}
