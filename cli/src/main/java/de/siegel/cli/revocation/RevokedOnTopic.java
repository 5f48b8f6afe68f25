package de.siegel.cli.revocation;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.revocation.RevocationBatch;
import de.siegel.revocation.RevocationList;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What {@code certificate.revocations} says, as far as the upload certificate has signed it. */
public final class RevokedOnTopic {
  private static final TopicPartition TOPIC = new TopicPartition(TopicCatalogue.REVOCATIONS, 0);

  private record Published(Instant at, RevocationList list) {}

  private final List<Published> batches = new ArrayList<>();
  private int foreign;

  private RevokedOnTopic() {}

  /**
   * Reads the topic to its end.
   *
   * @param now batches that have ended say nothing any more
   */
  public static RevokedOnTopic read(KafkaSettings kafka, UploadCertificate upload, Instant now) {
    RevokedOnTopic lists = new RevokedOnTopic();
    TopicScan.scan(
        kafka, "revocations-reader", List.of(TOPIC), record -> lists.add(record, upload, now));
    return lists;
  }

  private void add(ConsumerRecord<byte[], byte[]> record, UploadCertificate upload, Instant now) {
    try {
      RevocationBatch batch = upload.open(record.value() == null ? new byte[0] : record.value());
      batches.add(
          new Published(
              Instant.ofEpochMilli(record.timestamp()), new RevocationList(List.of(batch), now)));
    } catch (IllegalArgumentException e) {
      foreign++;
    }
  }

  /** How many records there are that the upload certificate has not signed. */
  public int foreign() {
    return foreign;
  }

  /**
   * When the first list was published that names a certificate.
   *
   * @param keyId that signed it
   * @param handles of it
   */
  public Optional<Instant> when(KeyId keyId, List<RevocationHandle> handles) {
    return batches.stream()
        .filter(one -> handles.stream().anyMatch(handle -> one.list().revokes(keyId, handle)))
        .map(Published::at)
        .findFirst();
  }
}
