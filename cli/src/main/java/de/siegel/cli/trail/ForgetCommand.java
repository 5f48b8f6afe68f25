package de.siegel.cli.trail;

import de.siegel.cli.BrokerOptions;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.Confirmation;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.OperatorAudit;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.key.SecretFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel audit forget}: destroys what links the leaves of a month to anybody. */
@picocli.CommandLine.Command(
    name = "forget",
    description = {
      "Destroys a month's key for links, for good: nobody can tell any more whom its leaves are about.",
      "The leaves stay, and every proof, checkpoint and root with them. The trail says that it was",
      "done before it is."
    })
final class ForgetCommand implements Callable<Integer> {
  /** Requests may be a day old, and records that were put aside come later still. */
  private static final Duration NEEDED_BEYOND_ITS_END = Duration.ofDays(7);

  private final Terminal terminal;
  private final InstantSource clock;

  @Option(
      names = "--month",
      required = true,
      paramLabel = "YYYY-MM",
      description = "Which month, in UTC; over for a week at least.")
  private YearMonth month;

  @Option(
      names = "--link-keys",
      required = true,
      paramLabel = "DIR",
      description =
          "A folder of the months' keys; once for each copy (of a quickstart:"
              + " siegel-data/authority/audit-link-keys).")
  private List<Path> folders;

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Mixin private Confirmation confirmation = new Confirmation();

  ForgetCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Why a month's key is still needed; empty if it is not. */
  static Optional<String> needed(YearMonth month, Instant now) {
    Instant from =
        month
            .plusMonths(1)
            .atDay(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .plus(NEEDED_BEYOND_ITS_END);
    return now.isBefore(from)
        ? Optional.of(
            "--month: the stages may still need the key of " + month + "; it can go from " + from)
        : Optional.empty();
  }

  @Override
  public Integer call() {
    needed(month, clock.instant())
        .ifPresent(
            why -> {
              throw CommandFailure.usage(why);
            });
    List<SecretFolder> holders =
        folders.stream().filter(this::holds).map(SecretFolder::new).toList();
    if (holders.isEmpty()) {
      throw CommandFailure.negative("No folder of --link-keys has the key of " + month + ".");
    }
    confirmation.require("Destroy the key of " + month + " for good?", "Not destroyed.");
    announce();
    holders.forEach(holder -> holder.destroy(month.toString()));
    terminal
        .out()
        .println(
            "Destroyed, copies: "
                + holders.size()
                + ". Whom the leaves of "
                + month
                + " are about can be told only by who has another copy: destroy those too, and those"
                + " in backups.");
    terminal.out().flush();
    return ExitCode.OK.value();
  }

  private boolean holds(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage("--link-keys: there is no folder " + folder);
    }
    return new SecretFolder(folder).find(month.toString()).isPresent();
  }

  /** Durable before anything is destroyed: who finds links closed finds out why. */
  private void announce() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            brokers.kafka().producer("audit-forget"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] event =
          OperatorAudit.writer(brokers.registry())
              .command(
                  AuditKind.CONTROL,
                  clock.instant(),
                  new Command("audit.forget", List.of(), month.toString(), 0L));
      producer.send(new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, event)).get();
    } catch (KafkaException | ExecutionException | RegistryException e) {
      throw CommandFailure.negative(
          "The trail cannot be told, so nothing was destroyed: does the pipeline run, are"
              + " --bootstrap and --registry right?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.negative("Stopped before anything was destroyed.", e);
    }
  }
}
