package de.siegel.cli.operate;

import de.siegel.cli.terminal.Terminal;
import de.siegel.desk.DeskService;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.fraudcheck.FraudCheckService;
import de.siegel.frauddesk.FraudDeskService;
import de.siegel.integrator.IntegratorService;
import de.siegel.revocations.RevocationsService;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sequencer.SequencerService;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.service.ServiceMain;
import de.siegel.sessionauthority.SessionAuthorityService;
import de.siegel.signer.SignerService;
import de.siegel.validation.ValidationService;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel run}: one stage as its own process. */
@Command(
    name = "run",
    description = {
      "Runs one stage until it is asked to end: it drains on SIGTERM. Its settings stand in FILE",
      "(docs/RUNBOOK.md); health and metrics are served on management.port."
    })
public final class RunCommand implements Callable<Integer> {
  private static final Map<String, Function<ServiceContext, ? extends Service>> STAGES = stages();

  private static Map<String, Function<ServiceContext, ? extends Service>> stages() {
    Map<String, Function<ServiceContext, ? extends Service>> stages = new TreeMap<>();
    stages.put(TopicCatalogue.VALIDATION, ValidationService::of);
    stages.put(TopicCatalogue.FRAUD_CHECK, FraudCheckService::of);
    stages.put(TopicCatalogue.SIGNER, SignerService::new);
    stages.put(TopicCatalogue.SEQUENCER, SequencerService::new);
    stages.put(SessionAuthorityService.NAME, SessionAuthorityService::new);
    stages.put(DeskService.NAME, DeskService::new);
    stages.put(FraudDeskService.NAME, FraudDeskService::new);
    stages.put(EpochKeysService.NAME, EpochKeysService::new);
    stages.put(IntegratorService.NAME, IntegratorService::new);
    stages.put(RevocationsService.NAME, RevocationsService::new);
    stages.put(TestAuthority.NAME, TestAuthority::of);
    return stages;
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STAGE",
      completionCandidates = Stages.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String stage;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "Its settings.")
  private Path config;

  /** The names of the stages, for the help. */
  static final class Stages implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return STAGES.keySet().iterator();
    }
  }

  /** Made by the main command. */
  public RunCommand(Terminal terminal) {
    // A service writes structured lines, nothing for the terminal.
  }

  @Override
  public Integer call() {
    Function<ServiceContext, ? extends Service> factory = STAGES.get(stage);
    if (factory == null) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no stage " + stage + "; there are " + String.join(", ", STAGES.keySet()));
    }
    return ServiceMain.run(stage, config, factory);
  }
}
