package de.siegel.cli.operate;

import de.siegel.cli.BrokerOptions;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
          String bootstrap,
      @Mixin ParkedSelection selection) {
    ParkedRecords records = new ParkedRecords(kafka(bootstrap));
    ParkedListing listing = new ParkedListing(selection.limit());
    try {
      for (String stage : selection.stages()) {
        records.read(
            stage,
            selection.partition(),
            parked -> {
              if (selection.includes(parked)) {
                listing.add(parked);
              }
              return true;
            });
      }
    } catch (KafkaException e) {
      throw unreachable(bootstrap, e);
    }
    listing.print(terminal);
    return ExitCode.OK.value();
  }

  @Command(
      name = "retry",
      description = {
        "Drives again what a stage has parked, in its order: each record goes back to where it came",
        "from, in one transaction with the note that it did. Ends with 1 if records were left out",
        "because no stage wrote them."
      })
  int retry(
      @Option(
              names = "--stage",
              required = true,
              paramLabel = "STAGE",
              description = "Who parked the records.")
          String stage,
      @Option(
              names = "--partition",
              paramLabel = "N",
              description = "Only what is in this partition.")
          Integer partition,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "At most the N oldest; without it, all.")
          Long limit,
      @Mixin BrokerOptions brokers) {
    ParkedSelection.known(stage);
    if (limit != null && limit < 0) {
      throw CommandFailure.usage("--limit is " + limit + "; it must not be negative");
    }
    try (ParkedRetry retry =
        new ParkedRetry(
            brokers.kafka(),
            stage,
            new TopicCatalogue(1, List.of()),
            OperatorAudit.writer(brokers.registry()))) {
      try {
        retry.drive(
            partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
            limit == null ? Long.MAX_VALUE : limit);
      } finally {
        // What was committed before a failure stays so.
        terminal.out().println("Driven again: " + retry.driven());
      }
      if (retry.leftOut() == 0) {
        return ExitCode.OK.value();
      }
      terminal
          .err()
          .println(
              "Left out: "
                  + retry.leftOut()
                  + ". Their headers do not name a topic that "
                  + stage
                  + " reads, so no stage parked them. They stay on "
                  + TopicCatalogue.parked(stage)
                  + ", first at "
                  + String.join(", ", retry.left())
                  + ". Find out who may write there.");
      return ExitCode.NEGATIVE.value();
    } catch (KafkaException e) {
      throw unreachable(brokers.bootstrap(), e);
    }
  }

  private static KafkaSettings kafka(String bootstrap) {
    return new KafkaSettings(Configuration.of(Map.of("kafka.bootstrap-servers", bootstrap)));
  }

  private static CommandFailure unreachable(String bootstrap, KafkaException e) {
    return CommandFailure.negative(
        "The broker at " + bootstrap + " cannot be used: is it running, is --bootstrap right?", e);
  }
}
