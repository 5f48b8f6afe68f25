package de.siegel.cli.fraud;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.FileTrouble;
import de.siegel.cli.fraud.audit.TraceOrTrail;
import de.siegel.cli.fraud.audit.TrailReplay;
import de.siegel.cli.fraud.audit.TrailRequests;
import de.siegel.cli.request.BoundedLines;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.ClusterOptions;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.Contribution;
import de.siegel.fraudrules.Decision;
import de.siegel.fraudrules.Hold;
import de.siegel.fraudrules.Outcome;
import de.siegel.fraudrules.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siegel fraud replay}: the rules over a trace or over the audit trail. */
@Command(
    name = "replay",
    description = {
      "Runs the fraud rules over a trace or over the audit trail: what would have been stopped, and",
      "why. Exit code 1: a line of the trace or of --batches could not be read; the others were."
    })
final class FraudReplayCommand implements Callable<Integer> {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int SAID = 10;
  private static final int PROGRESS_BYTES = 64 * 1024;
  private static final int COMPARED = 2;

  private static final Map<Outcome, String> SAYS =
      Map.of(
          Outcome.PASS, "pass",
          Outcome.STEP_UP, "step-up",
          Outcome.HOLD, "hold",
          Outcome.REFUSE, "refuse");

  /** How decisions are shown. */
  enum Format {
    /** Counted, by label and rule. */
    TABLE,
    /** One line each, as JSON. */
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Requests, one JSON object a line, in the order of their time.")
  private Path trace;

  @Option(
      names = "--audit",
      description =
          "Instead of a trace: the first decision on each request in the audit trail, with what the"
              + " trail holds. Needs --link-keys, or --data.")
  private boolean audit;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

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
          "Thresholds, a JSON object of names and numbers; what is not named is standard. Limits"
              + " (velocity.limit and others) hold if they are named. Named twice: what the second"
              + " stops otherwise than the first.")
  private List<Path> configurations = List.of();

  @Option(
      names = "--batches",
      paramLabel = "FILE",
      description =
          "Released batches of vaccines, one JSON object a line (product, batch, released,"
              + " expires, doses, deliveredTo); without it the rules for them are silent.")
  private Path batches;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  @Option(
      names = "--evidence",
      description =
          "With --format jsonl: also the numbers that each rule saw (evidence), and the hold.")
  private boolean evidence;

  @Spec private CommandSpec spec;

  private final TraceSummary summary = new TraceSummary();
  private final TraceComparison comparison = new TraceComparison();
  private final StringBuilder jsonLine = new StringBuilder(256);
  private final LineNumbers broken = new LineNumbers();
  private final LineNumbers disordered = new LineNumbers();
  private Instant latest = Instant.MIN;
  private long brokenBatches;
  private Map<String, Profile> profiles = Map.of();
  private boolean declaredSeen;
  private long decided;

  FraudReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TraceOrTrail.check(spec.commandLine().getParseResult());
    if (configurations.size() > COMPARED) {
      throw CommandFailure.usage("--config: two configurations can be compared, not more.");
    }
    if (configurations.size() == COMPARED && format == Format.JSONL) {
      throw CommandFailure.usage("--format jsonl shows what one --config decides, not two.");
    }
    if (evidence && format != Format.JSONL) {
      throw CommandFailure.usage("--evidence is shown with --format jsonl alone: name both.");
    }
    profiles = pharmacies == null ? Map.of() : DeclaredProfiles.read(pharmacies);
    Batches released =
        batches == null ? Batches.UNKNOWN : BatchList.read(batches, this::brokenBatch);
    List<FraudReplayCommandRun> runs = new ArrayList<>();
    for (Path configuration : configurations) {
      runs.add(
          new FraudReplayCommandRun(
              ThresholdFile.configuration(configuration), profiles, released));
    }
    if (runs.isEmpty()) {
      runs.add(new FraudReplayCommandRun(ThresholdFile.Configuration.STANDARD, profiles, released));
    }
    List<String> notes = new ArrayList<>();
    if (audit) {
      notes.addAll(decideTrail(runs));
    } else {
      decide(runs);
      if (format == Format.TABLE) {
        notes.add(TraceRules.sentence(pharmacies != null, batches != null));
      }
    }
    if (pharmacies != null && !declaredSeen && decided > 0) {
      notes.add(
          "--pharmacies names no pharmacy of these requests: their hours were learnt. It names "
              + (profiles.isEmpty()
                  ? "none"
                  : "others, such as " + profiles.keySet().iterator().next())
              + ".");
    }
    limits(runs).ifPresent(notes::add);
    report();
    note(notes);
    if (disordered.count() > 0) {
      terminal
          .err()
          .println(
              lines(disordered.count())
                  + (disordered.count() == 1 ? " is" : " are")
                  + " earlier than one before: "
                  + disordered
                  + ". The rules go by the order of the trace: sort it by time.");
    }
    if (broken.count() > 0) {
      terminal
          .err()
          .println(
              lines(broken.count()) + " could not be read and not be decided: " + broken + ".");
    }
    if (brokenBatches > 0) {
      terminal
          .err()
          .println(
              lines(brokenBatches) + " of --batches could not be read and had to be left out.");
    }
    return broken.count() + brokenBatches > 0 ? ExitCode.NEGATIVE.value() : ExitCode.OK.value();
  }

  private static String lines(long count) {
    return count + (count == 1 ? " line" : " lines");
  }

  private void brokenBatch(String why, long line) {
    brokenBatches++;
    if (brokenBatches <= SAID) {
      terminal.err().println("--batches, line " + line + ": " + why + ".");
    }
  }

  private void decide(List<FraudReplayCommandRun> runs) {
    try (InputStream in = Files.newInputStream(trace);
        ProgressBar progress =
            ProgressBar.ofBytes(terminal, "lines", Files.size(trace), System::nanoTime)) {
      BoundedLines lines = new BoundedLines(in, LONGEST_LINE);
      TraceReader reader = new TraceReader();
      long number = 0;
      long told = 0;
      long bytes = 0;
      for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
        number++;
        bytes += line.bytes().length + 1L;
        if (bytes >= PROGRESS_BYTES) {
          progress.advance(bytes, number - told);
          told = number;
          bytes = 0;
        }
        try {
          if (line.tooLong()) {
            throw new BadTraceLine("the line is longer than " + LONGEST_LINE + " bytes");
          }
          TraceLine read = reader.read(line.bytes());
          inOrder(number, read.request().at());
          decided(runs, number, read);
        } catch (BadTraceLine e) {
          broken.add(number);
          if (broken.count() <= SAID) {
            progress.note("Line " + number + ": " + e.getMessage() + ".");
          }
        }
      }
      progress.advance(bytes, number - told);
    } catch (IOException e) {
      throw CommandFailure.usage("--trace: " + trace + ": " + FileTrouble.reason(e) + ".", e);
    }
  }

  private void inOrder(long number, Instant at) {
    if (at.isBefore(latest)) {
      disordered.add(number);
    } else {
      latest = at;
    }
  }

  /** Returns what has to be known of the result. */
  private List<String> decideTrail(List<FraudReplayCommandRun> runs) {
    TrailReplay replay;
    try (Cluster opened = cluster.open()) {
      replay = new TrailReplay(TrailRequests.read(opened, terminal));
    }
    replay.each(
        terminal,
        request ->
            decided(
                runs,
                request.leaf(),
                new TraceLine(
                    request.pharmacy(),
                    request.features(),
                    runs.size() == COMPARED ? "" : TrailReplay.label(request))));
    return replay.notes(pharmacies != null);
  }

  private void decided(List<FraudReplayCommandRun> runs, long number, TraceLine line) {
    decided++;
    declaredSeen = declaredSeen || profiles.containsKey(line.issuer());
    Decision decision = runs.get(0).decide(line);
    if (runs.size() == COMPARED) {
      comparison.add(line, decision, runs.get(1).decide(line));
    } else if (format == Format.JSONL) {
      terminal.out().append(json(number, decision, runs.get(0).limit()));
    } else {
      summary.add(line, decision);
    }
  }

  /** What limits did, if there were any. */
  private static Optional<String> limits(List<FraudReplayCommandRun> runs) {
    if (runs.stream().noneMatch(FraudReplayCommandRun::limits)) {
      return Optional.empty();
    }
    String beyond =
        runs.stream()
            .map(run -> String.format(Locale.ROOT, "%,d", run.beyond()))
            .collect(Collectors.joining(" by the first --config and ", "", ""));
    return Optional.of(
        "Beyond velocity.limit or probation.limit, held before any rule: "
            + beyond
            + (runs.size() == COMPARED ? " by the second." : "."));
  }

  /** Below the table; what is read by a program has no place for it. */
  private void note(List<String> notes) {
    PrintWriter to = format == Format.TABLE ? terminal.out() : terminal.err();
    if (format == Format.TABLE && !notes.isEmpty()) {
      to.println();
    }
    notes.forEach(to::println);
    to.flush();
  }

  private void report() {
    if (format == Format.TABLE) {
      List<String> lines =
          configurations.size() == COMPARED
              ? comparison.lines(terminal.columns(), terminal.outStyle())
              : summary.lines(terminal.columns(), terminal.outStyle());
      lines.forEach(terminal.out()::println);
    }
    terminal.out().flush();
  }

  /**
   * @param limit that held it; empty if none did
   */
  private StringBuilder json(long number, Decision decision, String limit) {
    StringBuilder text = jsonLine;
    text.setLength(0);
    text.append("{\"line\":").append(number);
    text.append(",\"decision\":\"").append(SAYS.get(decision.outcome()));
    text.append("\",\"score\":").append(decision.score()).append(",\"rules\":[");
    if (!limit.isEmpty()) {
      text.append('"').append(limit).append('"');
    }
    String separator = "\"";
    for (Contribution contribution : decision.contributions()) {
      text.append(separator).append(contribution.rule().name()).append('"');
      separator = ",\"";
    }
    text.append(']');
    if (evidence) {
      evidence(text, decision);
      decision.hold().ifPresent(hold -> hold(text, hold));
    }
    return text.append("}\n");
  }

  /** The numbers that rules saw, by rule; left out where none saw any. */
  private static void evidence(StringBuilder text, Decision decision) {
    String separator = ",\"evidence\":{\"";
    for (Contribution contribution : decision.contributions()) {
      if (contribution.evidence().isEmpty()) {
        continue;
      }
      text.append(separator).append(contribution.rule().name()).append("\":");
      String inner = "{\"";
      for (Map.Entry<String, Double> number : contribution.evidence().entrySet()) {
        text.append(inner).append(number.getKey()).append("\":").append(number.getValue());
        inner = ",\"";
      }
      text.append('}');
      separator = ",\"";
    }
    if (separator.length() == 2) {
      text.append('}');
    }
  }

  private static void hold(StringBuilder text, Hold hold) {
    text.append(",\"hold\":{\"scope\":\"").append(hold.scope().name().toLowerCase(Locale.ROOT));
    text.append("\",\"until\":\"").append(Instant.ofEpochSecond(hold.until()));
    text.append("\",\"personReleases\":").append(hold.personReleases()).append('}');
  }
}
