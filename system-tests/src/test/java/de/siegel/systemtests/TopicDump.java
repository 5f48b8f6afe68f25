package de.siegel.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Writes every record of every topic into files as it was before compression: changelogs, internal
 * topics and aborted records too. What repeats in a compressed segment stands there only once.
 */
final class TopicDump {
  private TopicDump() {}

  static void write(PipelineProcesses pipeline, Path folder) {
    try (Admin admin = pipeline.admin();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    pipeline.broker().bootstrapServers(),
                    "isolation.level",
                    "read_uncommitted",
                    "enable.auto.commit",
                    false,
                    "exclude.internal.topics",
                    false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      Files.createDirectories(folder);
      for (TopicPartition partition : partitions(admin)) {
        write(consumer, partition, folder.resolve(partition.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<TopicPartition> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    Map<String, TopicDescription> topics =
        admin
            .describeTopics(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get())
            .allTopicNames()
            .get();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    return partitions;
  }

  private static void write(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Path file)
      throws IOException {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    consumer.seekToBeginning(one);
    long end = consumer.endOffsets(one).get(partition);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          write(out, message.key());
          write(out, message.value());
          for (Header header : message.headers()) {
            write(out, header.value());
          }
        }
      }
    }
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    if (bytes != null) {
      out.write(bytes);
    }
  }
}
