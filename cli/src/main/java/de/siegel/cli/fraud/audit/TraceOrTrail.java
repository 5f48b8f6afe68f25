package de.siegel.cli.fraud.audit;

import de.siegel.cli.CommandFailure;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Whether a replay is of a trace or of the audit trail. */
public final class TraceOrTrail {
  private static final List<String> OF_A_TRAIL =
      List.of("--data", "--bootstrap", "--registry", "--client-config", "--link-keys");

  private TraceOrTrail() {}

  /**
   * @throws CommandFailure if it is not exactly one of them, or an option would not be heeded
   */
  public static void check(ParseResult options) {
    boolean trace = options.hasMatchedOption("--trace");
    boolean trail = options.hasMatchedOption("--audit");
    if (trace == trail) {
      throw CommandFailure.usage(
          trace
              ? "--trace and --audit: one replay is of a file or of the trail, leave one of them"
                  + " out."
              : "Name what is replayed: --trace FILE, or --audit for the audit trail (of a"
                  + " quickstart that is stopped: --audit --data siegel-data).");
    }
    if (trail && options.hasMatchedOption("--batches")) {
      throw CommandFailure.usage(
          "--batches tells of batches, and the trail names none: leave it out, or replay a --trace.");
    }
    List<String> unused =
        OF_A_TRAIL.stream().filter(name -> trace && options.hasMatchedOption(name)).toList();
    if (!unused.isEmpty()) {
      throw CommandFailure.usage(
          String.join(", ", unused)
              + " say where an audit trail is, and a trace is a file: leave them out, or --trace.");
    }
  }
}
