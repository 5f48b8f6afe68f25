package de.siegel.embedded.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that an administrator of the broker writes into the running log is never signed. */
@Timeout(240)
class InjectedLeafIT {
  private static final TopicPartition TRAIL = new TopicPartition(TopicCatalogue.AUDIT_LOG, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aRecordThatTheSequencerDidNotWriteStopsWhoSignsCheckpoints() throws Exception {
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 1, Map.of()), part -> {})) {
      await().atMost(PATIENCE).until(() -> signed() > 0 && signed() == leaves(pipeline).size());
      List<ConsumerRecord<byte[], byte[]>> before = leaves(pipeline);
      ConsumerRecord<byte[], byte[]> last = before.get(before.size() - 1);

      // All that he can know: the next index, a source that nobody has used yet, bytes that decode.
      inject(pipeline, last, before.size(), "5:999999");

      await().atMost(PATIENCE).until(() -> pipeline.failed().equals("integrator"));
      assertThat(signed()).isEqualTo(before.size());
    }
  }

  private long signed() throws Exception {
    Path checkpoint = folder.resolve("log").resolve("checkpoint");
    return Files.exists(checkpoint)
        ? Checkpoint.parse(SignedNote.parse(Files.readAllBytes(checkpoint)).text()).size()
        : 0;
  }

  private static void inject(
      EmbeddedPipeline pipeline, ConsumerRecord<byte[], byte[]> leaf, long index, String source)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(TopicCatalogue.AUDIT_LOG, 0, null, leaf.value());
      record
          .headers()
          .add("index", ByteBuffer.allocate(Long.BYTES).putLong(index).array())
          .add("source", source.getBytes(StandardCharsets.US_ASCII))
          .add("attestation", leaf.headers().lastHeader("attestation").value());
      producer.send(record).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> leaves(EmbeddedPipeline pipeline) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    TopicScan.scan(
        TrailHouse.kafka(pipeline.bootstrapServers()), "injected-leaf", List.of(TRAIL), all::add);
    return all;
  }
}
