package de.siegel.cli.fraud.alerts;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.fraud.explain.RuleWords;
import de.siegel.cli.issue.Farewell;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.cli.trail.Cluster;
import de.siegel.cli.trail.ClusterOptions;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.registry.RegistryUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code siegel fraud alerts}: what fraud-check told analysts. */
@Command(
    name = "alerts",
    description = {
      "Shows what fraud-check told analysts, newest last: once a day for each pharmacy and rule, while",
      "it goes on. siegel fraud explain PLACE explains the request that raised it. Exit code 1: a",
      "record could not be read. Needs no --link-keys."
    })
public final class FraudAlertsCommand implements Callable<Integer> {
  /** How they are shown. */
  enum Format {
    /** For people. */
    TABLE,
    /** One JSON object a line. */
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only of requests from this time on, such as 2026-11-29 (in Germany), 2026-11-29T00:00Z or"
              + " 2026-11-29T00:00+01:00.",
      converter = SinceTime.class)
  private Instant since;

  @Option(names = "--pharmacy", paramLabel = "ID", description = "Only this pharmacy.")
  private String pharmacy;

  @Option(names = "--rule", paramLabel = "ID", description = "Only this rule, such as CLOSED.")
  private String rule;

  @Option(names = "--follow", description = "Goes on with what comes, until Ctrl-C or SIGTERM.")
  private boolean follow;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not named.")
  private Format format = Format.TABLE;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** Unreadable records that the reader of this was told of. */
  private long told;

  /** For a terminal. */
  public FraudAlertsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AlertFilter wanted = filter();
    Optional<Farewell> farewell =
        follow ? Optional.of(Farewell.listen(() -> {})) : Optional.empty();
    try (Cluster opened = cluster.open();
        KafkaConsumer<byte[], byte[]> consumer = opened.kafka().reader("fraud-alerts-reader")) {
      AlertReader reader = new AlertReader(consumer, opened.registry(), wanted);
      show(reader, farewell);
      return (reader.unreadable() == 0 ? ExitCode.OK : ExitCode.NEGATIVE).value();
    } catch (AuthorizationException e) {
      throw CommandFailure.negative(
          "The brokers do not let this principal read fraud.alerts: security may"
              + " (--client-config).",
          e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The alerts cannot be read from the broker: is it running, is --bootstrap right?", e);
    } catch (RegistryUnavailable e) {
      throw CommandFailure.negative(
          "The schema registry does not answer: is it running, is --registry right?", e);
    } finally {
      farewell.ifPresent(Farewell::finished);
    }
  }

  private AlertFilter filter() {
    if (rule != null && !RuleWords.names().contains(rule)) {
      throw CommandFailure.usage(
          "--rule: there is no rule "
              + TextWidth.clean(rule)
              + "; there are "
              + String.join(", ", RuleWords.names())
              + ".");
    }
    return new AlertFilter(
        Optional.ofNullable(since), Optional.ofNullable(pharmacy), Optional.ofNullable(rule));
  }

  private void show(AlertReader reader, Optional<Farewell> farewell) {
    AlertFormat out =
        format == Format.JSONL
            ? new AlertJsonLines()
            : new AlertTable(terminal.columns(), terminal.outStyle());
    List<FraudAlert> first = reader.toEnd();
    print(reader, out, first);
    if (first.isEmpty() && farewell.isEmpty()) {
      terminal
          .err()
          .println(
              reader.alerts() == 0
                  ? "Nothing found: there is no alert."
                  : "Nothing found: none of the %,d alerts is like that."
                      .formatted(reader.alerts()));
      terminal.err().flush();
    }
    farewell.ifPresent(
        asked ->
            reader.follow(
                some -> print(reader, out, some),
                // Who reads us may have gone, as head does.
                () -> !asked.asked() && !terminal.out().checkError()));
  }

  private void print(AlertReader reader, AlertFormat out, List<FraudAlert> alerts) {
    out.lines(alerts).forEach(terminal.out()::println);
    terminal.out().flush();
    if (reader.unreadable() > told) {
      told = reader.unreadable();
      terminal
          .err()
          .printf(
              "Left out, for they cannot be read: %,d records of fraud.alerts; the last: %s.%n",
              told, reader.lastUnreadable());
      terminal.err().flush();
    }
  }
}
