package de.siegel.embedded.pipeline;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Reply;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a leaf is without a checkpoint, by the broker's clock, at a steady rate: {@code mvn
 * -Pmeasure test -pl embedded -am -Dtest=IntegrationLagMeasureTest}.
 */
@Tag("measure")
class IntegrationLagMeasureTest {
  private static final int RATE = Integer.getInteger("rate", 500);
  private static final int SECONDS = Integer.getInteger("seconds", 30);

  @TempDir Path folder;

  @Test
  void aLeafWaitsForItsCheckpoint() throws Exception {
    try (EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(
                new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {});
        PharmacyClient client = pipeline.client()) {
      PharmacySession session = pipeline.open(client, TestPharmacies.DEFAULT, "t-1", "op-1");
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      byte[] content = EmbeddedPipelineIT.GOOD.getBytes(StandardCharsets.UTF_8);
      long begin = System.nanoTime();
      for (int n = 0; n < RATE * SECONDS; n++) {
        LockSupport.parkNanos(begin + n * 1_000_000_000L / RATE - System.nanoTime());
        replies.add(client.submit(session, new Request(UUID.randomUUID().toString(), content)));
      }
      CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).join();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> signed(pipeline) == all(pipeline, TopicCatalogue.AUDIT_LOG).size());
      report(pipeline);
    }
  }

  private static long signed(EmbeddedPipeline pipeline) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> checkpoints =
        all(pipeline, TopicCatalogue.AUDIT_CHECKPOINTS);
    byte[] last = checkpoints.get(checkpoints.size() - 1).value();
    return Checkpoint.parse(SignedNote.parse(last).text()).size();
  }

  private static void report(EmbeddedPipeline pipeline) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> leaves = all(pipeline, TopicCatalogue.AUDIT_LOG);
    List<ConsumerRecord<byte[], byte[]>> checkpoints =
        all(pipeline, TopicCatalogue.AUDIT_CHECKPOINTS);
    List<Long> lags = new ArrayList<>();
    int leaf = 0;
    for (ConsumerRecord<byte[], byte[]> record : checkpoints) {
      // The cosignatures of a checkpoint come behind it, with its size.
      long size = Checkpoint.parse(SignedNote.parse(record.value()).text()).size();
      for (; leaf < size; leaf++) {
        lags.add(record.timestamp() - leaves.get(leaf).timestamp());
      }
    }
    long[] sorted = lags.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "MEASURED at %d requests a second for %d s: %d leaves, %d checkpoints; from leaf to"
            + " checkpoint p50 %d ms, p99 %d ms, longest %d ms%n",
        RATE,
        SECONDS,
        leaves.size(),
        checkpoints.size(),
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1]);
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(EmbeddedPipeline pipeline, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicScan.scan(
        TrailHouse.kafka(pipeline.bootstrapServers()),
        "lag-measure",
        List.of(new TopicPartition(topic, 0)),
        records::add);
    return records;
  }
}
