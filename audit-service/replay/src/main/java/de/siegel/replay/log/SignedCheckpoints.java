package de.siegel.replay.log;

import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.kafka.KafkaSettings;
import de.siegel.servicekit.kafka.TopicScan;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/** Streams what a log's key signed on {@code audit.checkpoints}; nobody else is believed. */
public final class SignedCheckpoints {
  private static final TopicPartition TOPIC =
      new TopicPartition(TopicCatalogue.AUDIT_CHECKPOINTS, 0);

  private final VerifierKey key;
  private SignedNote largest;
  private long largestSize = -1;

  private SignedCheckpoints(VerifierKey key) {
    this.key = key;
  }

  /**
   * The largest one.
   *
   * @return empty if the key signed none
   */
  public static Optional<SignedNote> largest(KafkaSettings kafka, VerifierKey key) {
    SignedCheckpoints checkpoints = new SignedCheckpoints(key);
    checkpoints.read(kafka, checkpoints::keep);
    return Optional.ofNullable(checkpoints.largest);
  }

  private void keep(SignedNote note, Checkpoint checkpoint) {
    if (checkpoint.size() > largestSize) {
      largestSize = checkpoint.size();
      largest = note;
    }
  }

  /** Hands over each, in the order in which they were published. */
  static void each(
      KafkaSettings kafka, VerifierKey key, BiConsumer<SignedNote, Checkpoint> consumer) {
    new SignedCheckpoints(key).read(kafka, consumer);
  }

  private void read(KafkaSettings kafka, BiConsumer<SignedNote, Checkpoint> each) {
    TopicScan.scan(
        kafka, "audit-checkpoint-reader", List.of(TOPIC), record -> look(record.value(), each));
  }

  private void look(byte[] value, BiConsumer<SignedNote, Checkpoint> each) {
    try {
      SignedNote note = SignedNote.parse(value == null ? new byte[0] : value);
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (checkpoint.origin().equals(key.name())
          && note.check(List.of(key)) instanceof SignedNote.Check.Signed) {
        each.accept(note, checkpoint);
      }
    } catch (MalformedNote e) {
      // Nobody believes it.
    }
  }
}
