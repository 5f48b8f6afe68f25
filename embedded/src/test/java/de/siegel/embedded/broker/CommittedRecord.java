package de.siegel.embedded.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes one record in a transaction and reads it again, as a stage would. */
final class CommittedRecord {

  private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

  private CommittedRecord() {}

  static void write(String bootstrapServers, String value)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(PARTITION.topic(), "key", value));
      producer.commitTransaction();
    }
  }

  static List<String> read(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      // A broker that was killed first has to write the markers that it owed.
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      List<String> read = List.of();
      while (read.isEmpty() && System.nanoTime() < end) {
        read =
            consumer.poll(Duration.ofSeconds(1)).records(PARTITION).stream()
                .map(ConsumerRecord::value)
                .toList();
      }
      return read;
    }
  }
}
