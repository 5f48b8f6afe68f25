package de.siegel.cli.fraud;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.request.BoundedLines;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Parameters;
import de.siegel.fraudrules.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siegel fraud replay}: the stage's rules over a trace, without a broker. */
@Command(
    name = "replay",
    description = {
      "Runs the rules of fraud-check over a trace, without a broker: what would have been stopped,",
      "and why. Exit code 1: a line could not be read; the others were decided."
    })
final class FraudReplayCommand implements Callable<Integer> {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int SAID = 10;

  /** How a decision is shown. */
  enum Format {
    /** Counted, by label and rule. */
    TABLE,
    /** One line each, as JSON. */
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = "--trace",
      required = true,
      paramLabel = "FILE",
      description = "Requests, one JSON object a line, in the order of their time.")
  private Path trace;

  @Option(
      names = "--pharmacies",
      paramLabel = "FILE",
      description =
          "What pharmacies declared (opening hours, duties), one JSON object a line; without it"
              + " their hours are learnt.")
  private Path pharmacies;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Thresholds, a JSON object of names and numbers; what is not named is standard.")
  private Path configuration;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  private long broken;

  FraudReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, Profile> profiles =
        pharmacies == null ? Map.of() : DeclaredProfiles.read(pharmacies);
    TraceRun run = new TraceRun(parameters(), profiles);
    TraceSummary summary = new TraceSummary();
    try (InputStream in = Files.newInputStream(trace);
        ProgressBar progress =
            new ProgressBar(
                terminal, "bytes", OptionalLong.of(Files.size(trace)), System::nanoTime)) {
      decide(run, summary, in, progress);
    } catch (IOException e) {
      throw CommandFailure.usage("--trace: " + trace + ": " + FileTrouble.reason(e) + ".", e);
    }
    if (format == Format.TABLE) {
      summary.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    }
    terminal.out().flush();
    if (broken > 0) {
      terminal.err().println(broken + " lines could not be read and were not decided.");
      return ExitCode.NEGATIVE.value();
    }
    return ExitCode.OK.value();
  }

  private void decide(TraceRun run, TraceSummary summary, InputStream in, ProgressBar progress)
      throws IOException {
    BoundedLines lines = new BoundedLines(in, LONGEST_LINE);
    TraceReader reader = new TraceReader();
    long number = 0;
    for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
      number++;
      progress.advance(line.bytes().length + 1L);
      try {
        if (line.tooLong()) {
          throw new BadTraceLine("the line is longer than " + LONGEST_LINE + " bytes");
        }
        TraceLine read = reader.read(line.bytes());
        Decision decision = run.decide(read);
        if (format == Format.JSONL) {
          print(terminal.out(), number, decision);
        } else {
          summary.add(read, decision);
        }
      } catch (BadTraceLine e) {
        broken++;
        if (broken <= SAID) {
          progress.note("Line " + number + ": " + e.getMessage() + ".");
        }
      }
    }
  }

  private static void print(PrintWriter out, long number, Decision decision) {
    StringBuilder text = new StringBuilder(96);
    text.append("{\"line\":").append(number);
    text.append(",\"decision\":\"").append(name(decision.outcome()));
    text.append("\",\"score\":").append(decision.score()).append(",\"rules\":[");
    String separator = "\"";
    for (Contribution contribution : decision.contributions()) {
      text.append(separator).append(contribution.rule().name()).append('"');
      separator = ",\"";
    }
    out.append(text.append("]}\n"));
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Parameters parameters() {
    if (configuration == null) {
      return Parameters.standard();
    }
    try {
      return Parameters.of(
          new ObjectMapper()
              .readValue(configuration.toFile(), new TypeReference<Map<String, Double>>() {}));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw CommandFailure.usage(
          "--config: " + configuration + " must be a JSON object of names and numbers.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--config: " + configuration + ": " + FileTrouble.reason(e) + ".", e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--config: " + e.getMessage() + ".", e);
    }
  }
}
