package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.invariant.InvariantReport;
import de.siegel.replay.kafka.InvariantChecker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel audit verify}: holds a pipeline against its invariants. */
@Command(
    name = "verify",
    description = {
      "Holds what the topics keep against the invariants, and names what breaks one; or computes the",
      "Merkle log anew, from the brokers alone, from its files alone, or both against each other, and",
      "names the first entry that something is wrong with. Ends with 0 if all is right, and with 1 if",
      "something is not, a named witness has not co-signed, or nothing of it could be checked."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  /** What was sent less than so long ago may still be under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Terminal terminal;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private TrustRootOptions trust = new TrustRootOptions();
  @Mixin private PermissionOptions permissions = new PermissionOptions();

  @ArgGroup(exclusive = false, multiplicity = "1")
  private What what;

  /** What is held against what. */
  static final class What {
    @Option(
        names = "--invariants",
        description =
            "Checks I1 to I9 and the order of the log; I6 and I7 with --log-key, I9 where brokers run.")
    private boolean invariants;

    @ArgGroup(exclusive = false)
    private LogVerifyOptions log;
  }

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "The signers' counters of uses of their key (signer.ledger.folder).")
  private Path ledger;

  AuditVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    trust.check(what.invariants, "--invariants");
    permissions.check(what.invariants, "--invariants");
    boolean log = what.log != null;
    boolean brokers = log && what.log.needsBrokers(cluster.isNamed());
    if (log && !brokers && !what.invariants) {
      return what.log.verifyFiles(terminal);
    }
    try (Cluster opened = cluster.open()) {
      if (!what.invariants) {
        return what.log.verifyTrail(terminal, opened);
      }
      IntSupplier copies =
          () -> brokers ? what.log.verifyTrail(terminal, opened) : what.log.verifyFiles(terminal);
      // What is wrong with the log hides nothing of what else is wrong.
      Optional<CommandFailure> broken = log ? Verdicts.failure(copies) : Optional.empty();
      int invariants = invariants(opened, log, broken);
      return broken.isPresent() ? ExitCode.NEGATIVE.value() : invariants;
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The topics cannot be read: is the broker running, is --bootstrap right?", e);
    }
  }

  private int invariants(Cluster opened, boolean log, Optional<CommandFailure> broken) {
    // A folder that is not running has nothing under way, and no sequencer that could catch up.
    Instant now = Clock.systemUTC().instant();
    InvariantChecker checker =
        new InvariantChecker(
            opened.kafka(), opened.registry(), ReplayCommand.links(opened), Clock.systemUTC());
    InvariantReport report =
        checker.check(
            new InvariantChecker.Options(
                opened.atRest() ? now : now.minus(UNDER_WAY),
                opened.atRest() ? Duration.ZERO : PATIENCE,
                Optional.ofNullable(ledger).or(opened::ledger),
                trust.signatures(),
                opened.atRest()));
    terminal.out().println(report.text());
    terminal.out().println("I8: " + trust.sentence());
    terminal
        .out()
        .println(
            broken
                .map(failure -> "I6, I7: BAD. " + failure.getMessage())
                .orElse(
                    log
                        ? "I6, I7: hold, as said above."
                        : "I6, I7: not checked. Name --log-key: roots and checkpoints are computed anew then."));
    PermissionCheck permitted = PermissionCheck.of(opened, permissions);
    permitted.lines().forEach(terminal.out()::println);
    terminal.out().flush();
    boolean proven = report.holds() && report.unproven().isEmpty() && permitted.surplus().isEmpty();
    return (proven ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }
}
