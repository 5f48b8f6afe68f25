package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.operate.ParkedRecords.Parked;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel parked}: what stages have put aside, and driving it again. */
@Command(
    name = "parked",
    description = "Shows the records that stages have put aside, and drives them again.",
    synopsisSubcommandLabel = "COMMAND")
public final class ParkedCommand implements Runnable {
  private static final String OPERATOR = "operator";

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  /** Made by the main command. */
  public ParkedCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel parked --help lists them.");
  }

  @Command(name = "list", description = "Shows what is parked and has not been driven again.")
  int list(
      @Option(
              names = "--bootstrap",
              paramLabel = "HOST:PORT",
              defaultValue = "127.0.0.1:29092",
              description = "The brokers; ${DEFAULT-VALUE} if not named.")
          String bootstrap) {
    ParkedRecords records = new ParkedRecords(kafka(bootstrap));
    Table table = Table.of("stage", "parked at", "reason", "from", "partition", "offset", "bytes");
    try {
      for (String stage : ParkedRecords.STAGES) {
        for (Parked parked : records.open(stage)) {
          byte[] value = parked.record().value();
          table.row(
              stage,
              parked.at().truncatedTo(ChronoUnit.SECONDS).toString(),
              parked.reason(),
              parked.source().topic(),
              Integer.toString(parked.source().partition()),
              Long.toString(parked.source().offset()),
              value == null ? "none" : Integer.toString(value.length));
        }
      }
    } catch (KafkaException e) {
      throw unreachable(bootstrap, e);
    }
    if (table.isEmpty()) {
      terminal.out().println("Nothing is parked.");
    } else {
      table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    }
    return ExitCode.OK.value();
  }

  @Command(
      name = "retry",
      description = {
        "Drives everything again that a stage has parked, in its order: each record goes back to",
        "where it came from, in one transaction with the note that it did."
      })
  int retry(
      @Option(
              names = "--stage",
              required = true,
              paramLabel = "STAGE",
              description = "Who parked the records.")
          String stage,
      @Option(
              names = "--bootstrap",
              paramLabel = "HOST:PORT",
              defaultValue = "127.0.0.1:29092",
              description = "The brokers; ${DEFAULT-VALUE} if not named.")
          String bootstrap,
      @Option(
              names = "--registry",
              paramLabel = "URL",
              defaultValue = "http://127.0.0.1:28081",
              description = "The schema registry; ${DEFAULT-VALUE} if not named.")
          URI registry) {
    if (!ParkedRecords.STAGES.contains(stage)) {
      throw CommandFailure.usage(
          "There is no stage " + stage + "; there are " + String.join(", ", ParkedRecords.STAGES));
    }
    KafkaSettings kafka = kafka(bootstrap);
    try {
      ParkedRecords records = new ParkedRecords(kafka);
      List<Parked> parked = records.open(stage);
      if (!parked.isEmpty()) {
        drive(stage, parked, records.groupMetadata(stage), kafka, registry);
      }
      terminal.out().println("Driven again: " + parked.size());
    } catch (KafkaException e) {
      throw unreachable(bootstrap, e);
    }
    return ExitCode.OK.value();
  }

  private static void drive(
      String stage,
      List<Parked> parked,
      ConsumerGroupMetadata group,
      KafkaSettings kafka,
      URI registry) {
    AuditWriter audit = auditWriter(registry);
    // One id for the stage: a second operator who retries at the same time fences the first.
    String id = ParkedRecords.group(stage);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.transactionalProducer(id, id),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Parked record : parked) {
        var source = record.source();
        if (source.topic().isEmpty() || source.partition() < 0) {
          throw CommandFailure.negative(
              "A record on the parked topic does not say where it came from; no stage wrote it."
                  + " Nothing was driven again: remove it first.");
        }
        producer.send(
            new ProducerRecord<>(
                source.topic(),
                source.partition(),
                record.record().key(),
                record.record().value()));
        producer.send(
            new ProducerRecord<>(
                TopicCatalogue.AUDIT_EVENTS,
                audit.parked(AuditKind.RETRIED, Instant.now(), source, record.reason())));
      }
      producer.sendOffsetsToTransaction(ParkedRecords.behind(parked), group);
      producer.commitTransaction();
    }
  }

  private static AuditWriter auditWriter(URI registry) {
    CryptoProviders crypto = CryptoProviders.choose();
    return new AuditWriter(
        OPERATOR,
        UUID.randomUUID().toString().substring(0, 8),
        new AvroSerializer<>(
            new HttpSchemaRegistry(HttpRegistrySettings.of(registry)),
            TopicCatalogue.AUDIT_EVENTS,
            AuditEvent.class,
            Registration.LOOK_UP),
        new LinkSeal(new Seal(crypto.hot(), crypto.random())),
        // A command links to no pharmacy, so it needs no key for links.
        new SecretFolder(Path.of("")),
        crypto.random());
  }

  private static KafkaSettings kafka(String bootstrap) {
    return new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", bootstrap)));
  }

  private static CommandFailure unreachable(String bootstrap, KafkaException e) {
    return CommandFailure.negative(
        "The broker at " + bootstrap + " cannot be used: is it running, is --bootstrap right?", e);
  }
}
