package de.siegel.sequencer.kafka;

import static de.siegel.schemas.topic.TopicCatalogue.AUDIT_EVENTS;
import static de.siegel.schemas.topic.TopicCatalogue.AUDIT_LOG;
import static de.siegel.schemas.topic.TopicCatalogue.SEQUENCER;

import de.siegel.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Looks at what the sequencer relies on before it relies on it. */
final class Cluster {
  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final String PARKED = TopicCatalogue.parked(SEQUENCER);
  private static final int LONGEST_SECONDS = 10;

  private Cluster() {}

  /**
   * The partitions of audit.events.
   *
   * @throws SequencerFailure if topics or the transaction protocol are not what they must be
   * @throws KafkaException if the cluster is away or has no such topics yet
   */
  static List<TopicPartition> sources(Admin admin) {
    requireTransactionsOfVersionTwo(admin);
    Map<String, TopicDescription> topics =
        await(admin.describeTopics(List.of(AUDIT_EVENTS, AUDIT_LOG, PARKED)).allTopicNames());
    int logs = topics.get(AUDIT_LOG).partitions().size();
    if (logs != 1) {
      throw new SequencerFailure("audit.log must have one partition, has " + logs);
    }
    int sources = topics.get(AUDIT_EVENTS).partitions().size();
    if (topics.get(PARKED).partitions().size() < sources) {
      throw new SequencerFailure(
          PARKED + " must have as many partitions as audit.events, " + sources);
    }
    return IntStream.range(0, sources)
        .mapToObj(partition -> new TopicPartition(AUDIT_EVENTS, partition))
        .toList();
  }

  private static void requireTransactionsOfVersionTwo(Admin admin) {
    Map<String, FinalizedVersionRange> features =
        await(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    FinalizedVersionRange transactions = features.get(TRANSACTION_VERSION);
    if (transactions == null || transactions.maxVersionLevel() < 2) {
      throw new SequencerFailure(
          "The cluster's feature transaction.version is below 2: transactions could be torn. Raise"
              + " it with kafka-features.sh");
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("The cluster does not answer");
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
