package de.siegel.servicekit.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.regex.Pattern;

/**
 * Keeps browsers out of interfaces that are for programs: a page that somebody of the desk looks at
 * must not be able to speak to the desk in their name, neither from another origin (CSRF) nor under
 * a name of its own that leads to their machine (DNS rebinding).
 */
final class NoBrowsers {
  /**
   * An address cannot be made to lead elsewhere, and names without a dot are not on the Internet.
   */
  private static final Pattern NOT_REBOUND =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]|[A-Za-z0-9_-]+)(:\\d{1,5})?");

  private NoBrowsers() {}

  static void require(Context context) {
    if (context.header("Origin") != null || context.header("Sec-Fetch-Site") != null) {
      throw new ForbiddenResponse(
          "This interface is for programs: a request with Origin or Sec-Fetch-Site is not taken");
    }
    String host = context.header("Host");
    if (isLoopback(context) && (host == null || !NOT_REBOUND.matcher(host).matches())) {
      throw new ForbiddenResponse(
          "Host: must be an address or a name without dots; have a proxy in front set it");
    }
  }

  /** Where no name of a network leads, unless somebody made one to. */
  private static boolean isLoopback(Context context) {
    String address = context.req().getLocalAddr();
    return address.startsWith("127.") || address.equals("::1") || address.equals("[::1]");
  }
}
