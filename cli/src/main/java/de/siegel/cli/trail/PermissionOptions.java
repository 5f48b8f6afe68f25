package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who there should be, when permissions are held against the access catalogue. */
final class PermissionOptions {
  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description =
          "A tenant that there should be, once for each: what others may do is surplus (I9). Without"
              + " it: those whose topics are found.")
  private List<String> tenants = new ArrayList<>();

  @Option(
      names = "--test-authority",
      description = "A test environment: a test authority may admit (I9).")
  private boolean testAuthority;

  /**
   * @param wanted whether permissions are looked at
   * @param by the option that looks at them
   * @throws CommandFailure if these are for nothing
   */
  void check(boolean wanted, String by) {
    if (!wanted && (testAuthority || !tenants.isEmpty())) {
      throw CommandFailure.usage("--tenant and --test-authority belong to " + by + ".");
    }
  }

  /** The tenants that there should be; none if those that are found are. */
  List<String> tenants() {
    return tenants.stream().distinct().toList();
  }

  /** Whether the test authority is there, in place of the key desk. */
  boolean testAuthority() {
    return testAuthority;
  }
}
