package de.siegel.cli.trust;

import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import java.time.Instant;
import java.util.TreeMap;

/** A root of trust as a person reads it. */
final class TrustTable {
  private TrustTable() {}

  /**
   * Prints it.
   *
   * @param before the root before it; null if it is the first or nobody asked
   */
  static int print(
      Terminal terminal, RootOfTrustFile.Inspection shown, RootOfTrust before, Instant now) {
    RootOfTrust root = shown.root();
    terminal
        .out()
        .println(
            "Root of trust, version "
                + root.version()
                + ", environment "
                + root.environment()
                + ", until "
                + root.expires());
    terminal.out().println();
    Table table = Table.of("role", "signs", "key", "signed this");
    rows(table, root.root(), shown);
    new TreeMap<>(root.roles()).values().forEach(role -> rows(table, role, shown));
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println("Pin (trust.root-pin): " + shown.pin());
    boolean usable = true;
    if (!shown.isSignedBy(root.root())) {
      usable = say(terminal, "fewer than " + root.root().threshold() + " of its root keys signed");
    }
    if (before != null && root.version() != before.version() + 1) {
      usable = say(terminal, "it does not follow version " + before.version());
    }
    if (before != null && !shown.isSignedBy(before.root())) {
      usable =
          say(terminal, "fewer than " + before.root().threshold() + " holders before it signed");
    }
    if (!now.isBefore(root.expires())) {
      usable = say(terminal, "it has expired");
    }
    return (usable ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }

  private static boolean say(Terminal terminal, String why) {
    terminal.out().println(terminal.outStyle().bad("Not to be used: ") + why + ".");
    return false;
  }

  private static void rows(Table table, Role role, RootOfTrustFile.Inspection shown) {
    String signs = role.threshold() + " of " + role.keys().size();
    for (String id : new TreeMap<>(role.keys()).keySet()) {
      boolean signer = role.name().equals("root");
      String signed = shown.signedBy().contains(id) ? "yes" : "no";
      table.row(role.name(), signs, id, signer ? signed : "-");
    }
  }
}
