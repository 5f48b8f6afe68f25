package de.siegel.embedded.authority;

import de.siegel.servicekit.service.ServiceMain;

/**
 * The test authority as a process of its own: {@code --config FILE} with {@code
 * test-authority.folder} and {@code test-authority.memory.folder} beside the settings of every
 * service.
 */
public final class TestAuthorityMain {
  private TestAuthorityMain() {}

  /**
   * Runs until the process is asked to end.
   *
   * @param arguments {@code --config FILE}
   */
  public static void main(String[] arguments) {
    System.exit(ServiceMain.run(TestAuthority.NAME, arguments, TestAuthority::of));
  }
}
