package de.siegel.identity.session;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a terminal or an operator of a pharmacy may be called: by whatever name a session is opened,
 * a brake can be pulled on. One that has no name is stopped with its pharmacy.
 */
public final class PlaceName {
  /** Letters of any language, digits, and what stands between them, such as "Kasse 1". */
  private static final Pattern FORM =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._:/-]{0,63})");

  private PlaceName() {}

  /** What one must be, in words. */
  public static final String RULE =
      "must have 1 to 64 letters, digits, spaces and . _ : / -, begin with a letter or digit, end in"
          + " no space, and be composed (Unicode NFC)";

  /** Whether it is one. Composed, so that what looks the same is the same. */
  public static boolean isOne(String name) {
    return FORM.matcher(name).matches()
        && !name.endsWith(" ")
        && Normalizer.isNormalized(name, Normalizer.Form.NFC);
  }
}
