package de.siegel.desk;

import de.siegel.servicekit.service.ServiceMain;

/** The admission desk as a process of its own: {@code --config FILE}. */
public final class DeskMain {
  private DeskMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(DeskService.NAME, arguments, DeskService::new));
  }
}
