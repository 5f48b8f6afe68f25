package de.siegel.cli.issue;

import de.siegel.cli.BrokerOptions;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.CardOption;
import de.siegel.cli.outcome.OutputFolder;
import de.siegel.cli.request.RequestFile;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.client.CertificateCheck;
import de.siegel.client.ClientSettings;
import de.siegel.client.PharmacyClient;
import de.siegel.client.confirm.ConfirmationRequest;
import de.siegel.client.session.CardTerminal;
import de.siegel.client.session.HttpSessionAuthority;
import de.siegel.client.session.SessionSecretsFile;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.identity.session.SessionAuthorityUnavailable;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel issue}: sends a file of requests to a pipeline that runs elsewhere. */
@Command(
    name = "issue",
    description = "Sends the requests of a file to a running pipeline and writes every outcome.")
public final class IssueCommand implements Callable<Integer> {
  private static final Set<String> YES = Set.of("y", "yes", "j", "ja");

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "Requests, one JSON object a line.")
  private Path requests;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where certificates and outcomes are written.")
  private Path out;

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Option(
      names = "--sessions",
      paramLabel = "URL",
      description = "The session authority; ${DEFAULT-VALUE} if not named.")
  private URI sessions = URI.create("http://127.0.0.1:28090");

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Who reads the outcomes; ${DEFAULT-VALUE} if not named.")
  private String tenant = "quickstart";

  @Option(
      names = "--pharmacy",
      paramLabel = "ID",
      description = "Who issues where a line names nobody; ${DEFAULT-VALUE} if not named.")
  private String pharmacy = TestPharmacies.DEFAULT;

  @Option(
      names = "--confirm",
      description = {
        "Confirms what is stepped up with the simulated cards (HBA) of a quickstart's pharmacists,",
        "without asking; where a person sits at the terminal, she is asked if it is not named. What",
        "is confirmed is shown before."
      })
  private boolean confirm;

  @Option(
      names = "--ti",
      paramLabel = "DIR",
      description =
          "The quickstart's simulated TI with these cards; ${DEFAULT-VALUE} if not named.")
  private Path ti = Path.of("siegel-data/authority/ti");

  @Mixin private CardOption card = new CardOption();

  /** Made by the main command. */
  public IssueCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (confirm && !Files.isDirectory(ti.resolve("cards"))) {
      throw CommandFailure.usage(
          "--confirm: there are no cards in "
              + ti
              + "; name the folder authority/ti of the quickstart's data with --ti.");
    }
    OutputFolder output = OutputFolder.prepare(out);
    Optional<CardTerminal> present = card.open();
    HttpSessionAuthority authority = new HttpSessionAuthority(sessions);
    SessionSecretsFile secrets = secrets(output);
    try (RequestFile file = RequestFile.open(requests);
        SimulatedPharmacists pharmacists =
            new SimulatedPharmacists(ti, this::show, this::confirms, Clock.systemUTC());
        PharmacyClient client = connect(authority, secrets)) {
      output.writeTrustList(authority.trustList());
      IssueRun run =
          new IssueRun(client, opener(client, present), pharmacy, output, Clock.systemUTC());
      if (confirm || System.console() != null) {
        run.confirmedBy(pharmacists::of);
      }
      try (ProgressBar progress =
          new ProgressBar(terminal, "requests", RequestFile.count(requests), System::nanoTime)) {
        run.run(file, progress);
      }
      secrets.discard();
      run.report(terminal);
      return ExitCode.OK.value();
    } catch (SessionAuthorityUnavailable e) {
      throw CommandFailure.negative(
          e.getMessage() + ": is it running, and is --sessions right?", e);
    } catch (RegistryException e) {
      throw CommandFailure.negative(
          "The schema registry at " + brokers.registry() + " cannot be used: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The broker at "
              + brokers.bootstrap()
              + " cannot be used: is it running, is --bootstrap right?",
          e);
    }
  }

  /** In one piece, so that the progress does not come in between. */
  private void show(ConfirmationRequest asked) {
    terminal
        .err()
        .println(System.lineSeparator() + String.join(System.lineSeparator(), asked.lines()));
    terminal.err().flush();
  }

  private boolean confirms() {
    return confirm
        || YES.contains(
            String.valueOf(System.console().readLine("%nConfirm with the (simulated) HBA? [y/N] "))
                .strip()
                .toLowerCase(Locale.ROOT));
  }

  private static SessionOpener opener(PharmacyClient client, Optional<CardTerminal> card) {
    return card.<SessionOpener>map(
            present ->
                (pharmacyId, place, operator) -> client.open(present, pharmacyId, place, operator))
        .orElse(client::open);
  }

  /** Beside the certificates, which tell the same; gone when all are written. */
  private static SessionSecretsFile secrets(OutputFolder output) {
    try {
      return SessionSecretsFile.open(output.file(".sessions"), Clock.systemUTC().instant());
    } catch (UncheckedIOException e) {
      throw CommandFailure.usage(e.getMessage() + ": " + e.getCause().getMessage() + ".", e);
    }
  }

  private PharmacyClient connect(HttpSessionAuthority authority, SessionSecretsFile secrets) {
    return new PharmacyClient(
        new ClientSettings(
            brokers.kafka().common(),
            new HttpSchemaRegistry(HttpRegistrySettings.of(brokers.registry())),
            authority,
            tenant,
            CryptoProviders.choose().hot(),
            Duration.ofMillis(5),
            CertificateCheck.against(authority::trustList),
            secrets),
        Clock.systemUTC());
  }
}
