package de.siegel.frauddesk;

import de.siegel.servicekit.service.ServiceMain;

/** The fraud desk as a process of its own: {@code --config FILE}. */
public final class FraudDeskMain {
  private FraudDeskMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(FraudDeskService.NAME, arguments, FraudDeskService::new));
  }
}
