package de.siegel.cli.operate;

import de.siegel.cli.ExitCode;
import de.siegel.cli.fraud.MunichDemo;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.embedded.demo.ForgedGuest;
import de.siegel.embedded.demo.Scene;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel demo}: what happened once, tried again here. */
@Command(
    name = "demo",
    description = "Tries an attack of the past again, in this process.",
    synopsisSubcommandLabel = "COMMAND")
public final class DemoCommand implements Runnable {
  private static final int PHARMACIES = 4;

  /** Coefficient of variation of an honest day. */
  private static final double SPREAD = 0.2;

  /** Of the first test pharmacy. */
  private static final String FIRST_LOCATION = "IZ28215B";

  /** A good request; the location is put into it. */
  private static final String REQUEST =
      """
      {"type":"V","payload":{"nam":{"fn":"Test","gn":"Person"},"dob":"1979-04-14",\
      "v":[{"id":"%s","tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",\
      "ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  /** Made by the main command. */
  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to try; siegel demo --help lists it.");
  }

  @Command(
      name = "2021",
      description = {
        "The invented pharmacy of July 2021: each of the nine things that failed then is tried",
        "again, stopped, and shown with the line that it leaves in the audit log. Takes less than a",
        "minute; ends with 0 if everything was stopped."
      })
  int of2021() throws IOException {
    Path folder = Files.createTempDirectory("siegel-demo-");
    try {
      return attack(folder);
    } finally {
      EmbeddedPipeline.remove(folder);
    }
  }

  @Command(
      name = "tamper",
      description = {
        "An administrator of the broker edits the trail, four times and each time more thoroughly,",
        "and it is shown what finds it, and when. Takes about a minute; ends with 0 if everything",
        "was found."
      })
  int tamper() throws IOException {
    Path folder = Files.createTempDirectory("siegel-demo-");
    try {
      boolean shown =
          new TamperDemo(terminal, String.format(REQUEST, FIRST_LOCATION), folder).play();
      terminal.out().println();
      terminal
          .out()
          .println(
              shown
                  ? "Each time it showed."
                  : "NOT everything was found: see the lines marked with !!");
      terminal.out().flush();
      return (shown ? ExitCode.OK : ExitCode.NEGATIVE).value();
    } finally {
      EmbeddedPipeline.remove(folder);
    }
  }

  @Command(
      name = "munich",
      description = {
        "The ten weeks of Munich under the rules of fraud-check, day by day, and the night they are",
        "stopped. Takes less than a minute; ends with 0 if no night passed a false certificate."
      })
  int munich(
      @Option(
              names = "--seed",
              paramLabel = "N",
              description = "Another course of the same weeks; ${DEFAULT-VALUE} if not named.",
              defaultValue = "1")
          long seed) {
    boolean stopped = new MunichDemo(terminal).play(seed, SPREAD);
    return (stopped ? ExitCode.OK : ExitCode.NEGATIVE).value();
  }

  private int attack(Path folder) {
    try (EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(
                new PipelineSettings(folder, Ports.ANY, PHARMACIES, Map.of()), this::starting);
        ForgedGuest attack =
            new ForgedGuest(pipeline, PHARMACIES, location -> String.format(REQUEST, location))) {
      terminal.out().println();
      terminal.out().println("July 2021: an invented pharmacy wants to issue. TEST ENVIRONMENT.");
      List<Scene> scenes = attack.run(this::show);
      boolean stopped = scenes.stream().allMatch(Scene::isAsExpected);
      terminal.out().println();
      terminal
          .out()
          .println(
              stopped
                  ? "Nine of nine were stopped, and each left its line in the audit log."
                  : "NOT everything ended as it should: see the lines marked with !!");
      terminal.out().flush();
      return (stopped ? ExitCode.OK : ExitCode.NEGATIVE).value();
    }
  }

  private void starting(String part) {
    terminal.err().println("Starting " + part + " ...");
    terminal.err().flush();
  }

  private void show(Scene scene) {
    Style style = terminal.outStyle();
    terminal.out().println();
    terminal.out().println(style.strong(scene.id()) + "  2021   " + scene.then());
    for (Scene.Attempt attempt : scene.attempts()) {
      String found = attempt.found().equals("OK") ? "goes on" : attempt.found();
      terminal.out().println("    tried  " + attempt.what());
      terminal.out().println((attempt.isAsExpected() ? "    " : " !! ") + "     → " + found);
      if (!attempt.sentence().isEmpty()) {
        terminal.out().println("             " + attempt.sentence());
      }
      attempt
          .audit()
          .ifPresent(line -> terminal.out().println("    audit  " + style.faint(line.text())));
    }
    terminal.out().flush();
  }
}
