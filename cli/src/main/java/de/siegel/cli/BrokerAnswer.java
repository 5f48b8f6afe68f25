package de.siegel.cli;

import de.siegel.servicekit.kafka.KafkaSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/**
 * Whether brokers answer at all, asked before a command reads: a reader waits for a minute, and
 * says nothing meanwhile.
 */
public final class BrokerAnswer {
  private static final Duration SILENT = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private BrokerAnswer() {}

  /**
   * Returns when they have answered.
   *
   * @param bootstrap what they are called to people
   * @param err is told when it takes longer
   * @throws CommandFailure if they do not within 15 s
   * @throws KafkaException if they refuse
   */
  public static void require(KafkaSettings kafka, String bootstrap, PrintWriter err) {
    require(kafka, bootstrap, err, SILENT, LONGEST);
  }

  static void require(
      KafkaSettings kafka, String bootstrap, PrintWriter err, Duration silent, Duration all) {
    int longest = Math.toIntExact(all.toMillis());
    try (Admin admin = Admin.create(kafka.common())) {
      KafkaFuture<Collection<Node>> nodes =
          admin.describeCluster(new DescribeClusterOptions().timeoutMs(longest)).nodes();
      if (!hasAnswered(nodes, silent)) {
        err.printf(
            "The brokers at %s do not answer yet; waiting up to %d s ...%n",
            bootstrap, all.toSeconds());
        err.flush();
        if (!hasAnswered(nodes, all.minus(silent))) {
          throw noAnswer(bootstrap, null);
        }
      }
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw noAnswer(bootstrap, e);
    }
  }

  private static boolean hasAnswered(KafkaFuture<?> answer, Duration within) {
    try {
      answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Stopped while waiting for the brokers", e);
    }
  }

  private static CommandFailure noAnswer(String bootstrap, Exception cause) {
    return CommandFailure.negative(
        "The brokers at "
            + bootstrap
            + " do not answer: are they running, is --bootstrap right? A quickstart with"
            + " --port-offset N has them at port 29092 + N; one that is stopped is read with --data.",
        cause);
  }
}
