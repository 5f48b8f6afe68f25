package de.siegel.cli.request;

import java.util.regex.Pattern;

/** The form of a request id: what the envelope allows and what is safe as a file name. */
final class RequestId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private RequestId() {}

  static boolean isValid(String text) {
    // The two names that would leave the folder or mean it.
    return FORM.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }
}
