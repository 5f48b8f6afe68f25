package de.siegel.cli.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.benchmarks.Bench;
import de.siegel.benchmarks.BenchResult;
import de.siegel.benchmarks.BenchSettings;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel bench}: how many certificates a second, and what each costs. */
@Command(
    name = "bench",
    description = {
      "Runs the whole pipeline here under load, with everything on, and holds what it issues against",
      "the machine's limit of one signature and one verification a certificate, measured in the same",
      "run."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int MAXIMUM_PHARMACIES = 90_000;

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the measurement; ${DEFAULT-VALUE} if not named.")
  private int seconds = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Seconds of load before it, at most: it ends when the just-in-time compilers rest;"
              + " ${DEFAULT-VALUE} if not named.")
  private int warmUp = 240;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Requests a second; without it, as many as go through.")
  private int rate;

  @Option(
      names = "--pharmacies",
      paramLabel = "N",
      description = "Over so many the load is spread; ${DEFAULT-VALUE} if not named.")
  private int pharmacies = 18_000;

  @Option(names = "--json", description = "The last line is one JSON object with the figures.")
  private boolean json;

  /** Made by the main command. */
  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1
        || warmUp < 0
        || rate < 0
        || pharmacies < 1
        || pharmacies > MAXIMUM_PHARMACIES) {
      throw new ParameterException(
          spec.commandLine(),
          "--seconds from 1, --warm-up and --rate from 0, --pharmacies from 1 to "
              + MAXIMUM_PHARMACIES);
    }
    Path folder = Files.createTempDirectory("siegel-bench-");
    try {
      BenchResult result =
          Bench.run(new BenchSettings(seconds, warmUp, rate, pharmacies), folder, this::progress);
      show(result);
      return ExitCode.OK.value();
    } finally {
      delete(folder);
    }
  }

  private void progress(String step, long done, long total) {
    String line =
        total > 1 ? String.format(Locale.ROOT, "%s  %,d of %,d", step, done, total) : step;
    if (terminal.errInteractive()) {
      terminal.err().print("\r\u001b[K" + line);
    } else if (total <= 1 || done % Math.max(1, total / 4) == 0) {
      terminal.err().println(line);
    }
    terminal.err().flush();
  }

  private void show(BenchResult result) throws IOException {
    if (terminal.errInteractive()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
    Table figures = Table.headless(2).align(1, Table.Align.RIGHT);
    figures.row("certificates", whole(result.certificates()));
    figures.row("otherwise answered", whole(result.refused()));
    figures.row(
        "of them stopped by fraud-check, %",
        String.format(
            Locale.ROOT,
            "%.3f",
            100.0 * result.stopped() / Math.max(1, result.certificates() + result.refused())));
    figures.row("certificates a second", whole(result.certificatesPerSecond()));
    figures.row(
        "limit a second (" + result.limit().measuredWith() + ", 1 signature + 1 verification)",
        whole(result.limit().perSecond()));
    figures.row("ratio to the limit", String.format(Locale.ROOT, "%.3f", result.ratio()));
    figures.row("CPU a certificate, µs", whole(result.cpuMicrosPerCertificate()));
    figures.row("latency p50, ms", whole(result.p50Millis()));
    figures.row("latency p99, ms", whole(result.p99Millis()));
    figures.row("latency max, ms", whole(result.maxMillis()));
    print(figures);
    Table parts = Table.of("part", "CPU µs a certificate").align(1, Table.Align.RIGHT);
    result.microsByPart().forEach((part, micros) -> parts.row(part, whole(micros)));
    print(parts);
    if (json) {
      terminal.out().println(json(result));
    }
    terminal.out().flush();
  }

  private static String json(BenchResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = mapper.createObjectNode();
    node.put("certificatesPerSecond", result.certificatesPerSecond());
    node.put("cpuMicrosPerCertificate", result.cpuMicrosPerCertificate());
    node.put("generatorMicrosPerCertificate", result.generatorMicrosPerCertificate());
    node.put("limitPerSecond", result.limit().perSecond());
    node.put("answeredOtherwise", result.refused());
    node.put("stoppedByFraudCheck", result.stopped());
    node.put("ratio", result.ratio());
    node.put("p50Millis", result.p50Millis());
    node.put("p99Millis", result.p99Millis());
    node.put("maxMillis", result.maxMillis());
    return mapper.writeValueAsString(node);
  }

  private void print(Table table) {
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
