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
      "Merkle log anew from its files, and names the first entry that something is wrong with. Ends",
      "with 0 if all is right, and with 1 if something is not or nothing of it could be checked."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  /** What was sent less than so long ago may still be under way. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Terminal terminal;
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** What is held against what. */
  static final class What {
    @Option(
        names = "--invariants",
        required = true,
        description = "Checks I1 to I5 and the order of the log.")
    private boolean invariants;

    @ArgGroup(exclusive = false)
    private Log log;
  }

  /** The Merkle log. */
  static final class Log {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private LogKeyOption key;

    @Option(
        names = "--tiles",
        paramLabel = "DIR",
        description = {
          "The log's files: tiles, entries, checkpoint (of a quickstart: siegel-data/log). Without it:",
          "the trail and the checkpoints on the brokers."
        })
    private Path tiles;

    @Option(
        names = "--against",
        paramLabel = "DIR",
        description = {
          "Another copy of the log's files: --tiles, or the trail on the brokers, is held against it",
          "entry by entry, and the first one that differs is named."
        })
    private Path against;
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
    if (what.log != null && what.log.tiles != null) {
      return what.log.against == null
          ? TilesVerify.verify(terminal, what.log.tiles, what.log.key.key())
          : TilesVerify.verifyCopies(
              terminal, what.log.tiles, what.log.against, what.log.key.key());
    }
    try (Cluster opened = cluster.open()) {
      if (what.log != null) {
        return what.log.against == null
            ? TrailVerify.verify(terminal, opened, what.log.key.key())
            : TilesVerify.verifyTrail(
                terminal, opened.kafka(), what.log.against, what.log.key.key());
      }
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
                  opened.atRest()));
      terminal.out().println(report.text());
      terminal.out().flush();
      boolean proven = report.holds() && report.unproven().isEmpty();
      return (proven ? ExitCode.OK : ExitCode.NEGATIVE).value();
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The topics cannot be read: is the broker running, is --bootstrap right?", e);
    }
  }
}
