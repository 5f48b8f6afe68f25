package de.siegel.cli.operate;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.TopicAccess;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.topic.AccessDifference;
import de.siegel.schemas.topic.Deviation;
import de.siegel.schemas.topic.Topic;
import de.siegel.schemas.topic.TopicAdministration;
import de.siegel.schemas.topic.TopicAdministrationFailure;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.schemas.topic.TopicReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siegel topics}: brings a cluster to the catalogue, or compares it. */
@Command(
    name = "topics",
    description = "Makes the topics of a cluster, or compares them with what they should be.",
    synopsisSubcommandLabel = "COMMAND")
public final class TopicsCommand implements Runnable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  /** Made by the main command. */
  public TopicsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel topics --help lists them.");
  }

  @Command(
      name = "apply",
      description = {
        "Registers the schemas, creates the topics that are missing and sets the first offsets of",
        "their groups. Changes nothing that is there; safe to run again. Exit code 1: something is",
        "otherwise than it should be."
      })
  int apply(@Mixin TopicsOptions options) {
    return report(options, TopicAdministration::apply);
  }

  @Command(
      name = "check",
      description = {
        "Compares and changes nothing. Exit code 1: something is otherwise than it should be."
      })
  int check(@Mixin TopicsOptions options) {
    return report(
        options,
        (administration, catalogue) -> new TopicReport(List.of(), administration.check(catalogue)));
  }

  @Command(
      name = "access",
      description = {
        "Compares the ACLs of the brokers with the access catalogue (docs/ACCESS.md). Exit code 1:",
        "somebody lacks what they need, or may do what nobody should."
      })
  int access(
      @Mixin TopicsOptions options,
      @Option(names = "--apply", description = "Makes what is missing; takes nothing away.")
          boolean apply,
      @Option(names = "--test", description = "With a test authority in place of the others.")
          boolean test) {
    TopicsSettings settings = options.settings();
    try (Admin admin = Admin.create(settings.kafka().common())) {
      TopicAccess access = new TopicAccess(admin, settings.catalogue(), test);
      if (apply) {
        access.make(access.difference().missing());
      }
      AccessDifference difference = access.difference();
      print("missing", difference.missing());
      print("should not be", difference.surplus());
      terminal
          .out()
          .println(
              access.wanted().size()
                  + " permissions, "
                  + difference.missing().size()
                  + " missing, "
                  + difference.surplus().size()
                  + " that should not be.");
      boolean good = difference.missing().isEmpty() && difference.surplus().isEmpty();
      return (good ? ExitCode.OK : ExitCode.NEGATIVE).value();
    } catch (KafkaException e) {
      throw CommandFailure.usage(
          "The settings for the brokers at %s cannot be used: %s"
              .formatted(settings.kafka().bootstrapServers(), reason(e)),
          e);
    }
  }

  private void print(String title, List<AclBinding> bindings) {
    if (bindings.isEmpty()) {
      return;
    }
    Table table = Table.of(title, "operation", "on", "name");
    for (AclBinding binding : bindings) {
      ResourcePattern pattern = binding.pattern();
      table.row(
          binding.entry().principal(),
          binding.entry().operation().name().toLowerCase(Locale.ROOT),
          pattern.resourceType().name().toLowerCase(Locale.ROOT),
          pattern.name() + (pattern.patternType() == PatternType.PREFIXED ? "…" : ""));
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
  }

  private int report(
      TopicsOptions options,
      BiFunction<TopicAdministration, TopicCatalogue, TopicReport> administer) {
    TopicsSettings settings = options.settings();
    try (Admin admin = Admin.create(settings.kafka().common())) {
      TopicReport report =
          administer.apply(
              new TopicAdministration(
                  admin, settings.registry(), settings.replication(), LONGEST_ANSWER),
              settings.catalogue());
      print(settings.catalogue(), report);
      return report.deviations().isEmpty() ? ExitCode.OK.value() : ExitCode.NEGATIVE.value();
    } catch (TopicAdministrationFailure e) {
      throw CommandFailure.negative(
          "The brokers at %s did not do it; what was made so far stays, and it is safe to run again. They say: %s"
              .formatted(settings.kafka().bootstrapServers(), e.getMessage()),
          e);
    } catch (RegistryException e) {
      throw CommandFailure.negative(
          "The schema registry cannot be used; no topic was made. " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.usage(
          "The settings for the brokers at %s cannot be used: %s"
              .formatted(settings.kafka().bootstrapServers(), reason(e)),
          e);
    }
  }

  private static String reason(KafkaException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private void print(TopicCatalogue catalogue, TopicReport report) {
    Table table = Table.of("topic", "partitions", "state").align(1, Table.Align.RIGHT);
    for (Topic topic : catalogue.topics()) {
      String name = topic.name();
      List<String> deviations =
          report.deviations().stream()
              .filter(deviation -> deviation.topic().equals(name))
              .map(TopicsCommand::words)
              .toList();
      String state = report.created().contains(name) ? "created" : "ok";
      table.row(
          name,
          Integer.toString(topic.partitions()),
          deviations.isEmpty() ? state : String.join("; ", deviations));
    }
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    if (!report.deviations().isEmpty()) {
      terminal.out().println();
      terminal
          .out()
          .println("Otherwise than it should be: " + report.deviations().size() + ". Not changed.");
    }
  }

  private static String words(Deviation deviation) {
    return deviation.setting() + " is " + deviation.found() + ", should be " + deviation.expected();
  }
}
