package de.siegel.integrator;

import de.siegel.servicekit.service.ServiceMain;

/** The integrator as a process of its own: {@code --config FILE}. */
public final class IntegratorMain {
  private IntegratorMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(IntegratorService.NAME, arguments, IntegratorService::new));
  }
}
