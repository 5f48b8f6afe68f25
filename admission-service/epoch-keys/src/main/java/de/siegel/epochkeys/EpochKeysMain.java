package de.siegel.epochkeys;

import de.siegel.servicekit.service.ServiceMain;

/** The holder of epoch keys as a process of its own: {@code --config FILE}. */
public final class EpochKeysMain {
  private EpochKeysMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(EpochKeysService.NAME, arguments, EpochKeysService::new));
  }
}
