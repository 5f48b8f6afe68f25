package de.siegel.revocations;

import de.siegel.servicekit.service.ServiceMain;

/** The service of revocations as a process of its own: {@code --config FILE}. */
public final class RevocationsMain {
  private RevocationsMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(RevocationsService.NAME, arguments, RevocationsService::new));
  }
}
