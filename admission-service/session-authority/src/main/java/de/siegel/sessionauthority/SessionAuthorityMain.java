package de.siegel.sessionauthority;

import de.siegel.servicekit.service.ServiceMain;

/** The session authority as a process of its own: {@code --config FILE}. */
public final class SessionAuthorityMain {
  private SessionAuthorityMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(
        ServiceMain.run(SessionAuthorityService.NAME, arguments, SessionAuthorityService::new));
  }
}
