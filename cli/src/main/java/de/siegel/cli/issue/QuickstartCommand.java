package de.siegel.cli.issue;

import de.siegel.certificate.QrCode;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.outcome.OutputFolder;
import de.siegel.cli.request.RequestFile;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TerminalQr;
import de.siegel.client.PharmacyClient;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siegel quickstart}: the whole pipeline in this process. */
@Command(
    name = "quickstart",
    description = {
      "Runs the whole pipeline here on embedded parts: broker, schema registry, test authorities and",
      "every stage. For tests only: what it issues is signed by a test key."
    })
public final class QuickstartCommand implements Callable<Integer> {
  private static final int MOST_OFFSET = 30_000;
  private static final int TEST_PHARMACIES = 6;

  /** The fourth is closed at night, the last two came in as guests, one guest is under way. */
  private static final Map<String, String> SETTINGS =
      Map.of("test-authority.closed-at-night", "4", EmbeddedPipeline.GUEST_UNDER_WAY, "1");

  private final Terminal terminal;
  private Farewell farewell;

  /** True when there is nothing left to interrupt: from then on everything closes in order. */
  private volatile boolean staying;

  @Option(names = "--once", description = "Issues the requests of a file, and ends.")
  private boolean once;

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Requests, one JSON object a line; without it, a shipped set of samples.")
  private Path requests;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where certificates and outcomes are written; siegel-out if not named.")
  private Path out = Path.of("siegel-out");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where everything lasting is kept, to go on from there the next time. Without it:",
        "siegel-data, and with --once a folder that is removed in the end."
      })
  private Path data;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = {
        "Moves all ports by so much, where the usual ones are taken; 0 to 30000. Two that differ by",
        "1000, or by less than 20, meet each other."
      })
  private int portOffset;

  /** Made by the main command. */
  public QuickstartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Thread worker = Thread.currentThread();
    farewell =
        Farewell.listen(
            () -> {
              if (!staying) {
                worker.interrupt();
              }
            });
    boolean passing = once && data == null;
    Path folder = data(passing);
    try {
      OutputFolder output = OutputFolder.prepare(out);
      return run(folder, output);
    } catch (RuntimeException | InterruptedException | LinkageError e) {
      // What breaks on the way is the stop itself: nobody can begin anything while a process ends.
      if (farewell.askedWithin(200)) {
        terminal.err().println("Stopped before it was done. The next start goes on from here.");
        terminal.err().flush();
        return ExitCode.NEGATIVE.value();
      }
      throw e;
    } finally {
      if (passing) {
        EmbeddedPipeline.remove(folder);
      }
      farewell.finished();
    }
  }

  private Path data(boolean passing) throws IOException {
    if (passing) {
      return Files.createTempDirectory("siegel-");
    }
    return data == null ? Path.of("siegel-data") : data;
  }

  private int run(Path folder, OutputFolder output) throws InterruptedException, IOException {
    try (RequestFile file = RequestFile.open(requestFile(folder));
        EmbeddedPipeline pipeline = start(folder);
        PharmacyClient client = pipeline.lastingClient()) {
      refuseWhenAskedToEnd();
      output.writeTrustList(pipeline.trustList());
      if (!once) {
        terminal.out().println();
        terminal.out().println("TEST ENVIRONMENT: nothing issued here is a real certificate.");
        Table where = Table.of("what", "where");
        pipeline.addresses().forEach((what, address) -> where.row(what, address));
        where.row("data", folder.toAbsolutePath().toString());
        where.row("certificates", out.toAbsolutePath().toString());
        print(where);
      }
      IssueRun run =
          new IssueRun(
              client,
              (pharmacy, terminalId, operator) ->
                  pipeline.open(client, pharmacy, terminalId, operator),
              TestPharmacies.DEFAULT,
              output,
              Clock.systemUTC());
      OptionalLong lines = RequestFile.count(requestFile(folder));
      try (ProgressBar progress = new ProgressBar(terminal, "requests", lines, System::nanoTime)) {
        run.run(file, progress);
      }
      if (!once) {
        run.firstCertificate().or(() -> earlierCertificate(output)).ifPresent(this::showQr);
      }
      run.report(terminal);
      return once ? ExitCode.OK.value() : stay(pipeline);
    }
  }

  private EmbeddedPipeline start(Path folder) {
    try {
      return EmbeddedPipeline.start(
          new PipelineSettings(folder, ports(), TEST_PHARMACIES, SETTINGS), this::starting);
    } catch (UncheckedIOException e) {
      throw CommandFailure.usage(
          e.getMessage() + " (" + e.getCause().getMessage() + "): choose another --data folder", e);
    } catch (de.siegel.embedded.broker.BrokerStartFailure
        | de.siegel.embedded.registry.RegistryStartFailure
        | de.siegel.embedded.pipeline.PipelineStartFailure e) {
      throw CommandFailure.usage(
          e.getMessage() + (e.getMessage().contains("port ") ? " (--port-offset)" : ""), e);
    }
  }

  private Ports ports() {
    if (portOffset < 0 || portOffset > MOST_OFFSET) {
      throw CommandFailure.usage("--port-offset must be 0 to " + MOST_OFFSET);
    }
    if (once) {
      return Ports.ANY;
    }
    FreePorts.trouble(portOffset, MOST_OFFSET, FreePorts::isFree)
        .ifPresent(
            said -> {
              throw CommandFailure.usage(said);
            });
    return Ports.FIXED.shifted(portOffset);
  }

  private void starting(String part) {
    refuseWhenAskedToEnd();
    terminal.err().println("Starting " + part + " ...");
    terminal.err().flush();
  }

  /** Much of what starts overhears an interrupt. */
  private void refuseWhenAskedToEnd() {
    if (farewell.asked()) {
      throw CommandFailure.negative("Stopped");
    }
  }

  private int stay(EmbeddedPipeline pipeline) {
    staying = true;
    terminal.out().println();
    terminal.out().println("Running. Ctrl-C stops it; the next start goes on from here.");
    terminal.out().flush();
    while (!farewell.askedWithin(500)) {
      if (!pipeline.failed().isEmpty()) {
        throw CommandFailure.negative(
            "Stopped, because this part has failed: " + pipeline.failed());
      }
    }
    terminal.err().println("Stopping ...");
    terminal.err().flush();
    return ExitCode.OK.value();
  }

  private Path requestFile(Path folder) {
    if (requests != null) {
      return requests;
    }
    Path samples = folder.resolve("samples.jsonl");
    try {
      if (!Files.exists(samples)) {
        Files.createDirectories(folder);
        Files.write(samples, Samples.asOf(LocalDate.now(Clock.systemUTC())));
      }
      return samples;
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(
          "The data folder " + folder + " is a file: choose another --data folder", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "Cannot write into the data folder " + folder + ": " + FileTrouble.reason(e) + ".", e);
    }
  }

  private Optional<String> earlierCertificate(OutputFolder output) {
    Path first = output.file("sample-01.hc1");
    try {
      return Files.exists(first) ? Optional.of(Files.readString(first)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // only a picture less
    }
  }

  private void showQr(String certificate) {
    terminal.out().println();
    TerminalQr.lines(QrCode.of(certificate.strip()), terminal).forEach(terminal.out()::println);
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().flush();
  }
}
