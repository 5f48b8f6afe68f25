package de.siegel.servicekit.authority;

import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.RefusalLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What an authority leaves in the audit: each of its acts, and whom it refused as far as its ledger
 * wants that told.
 *
 * <p>Safe for use by several threads: orders come on threads of a server.
 */
public final class AuthorityTrail {
  private final AuditWriter writer;
  private final Producer<byte[], byte[]> producer;
  private final String refusal;
  private final RefusalLedger ledger;
  private final InstantSource clock;

  /**
   * @param writer makes the events
   * @param refusal the command under which refusals are told, for example {@code session.refused}
   * @param ledger outlives this trail, which lives as long as its producer
   */
  public AuthorityTrail(
      AuditWriter writer,
      Producer<byte[], byte[]> producer,
      String refusal,
      RefusalLedger ledger,
      InstantSource clock) {
    this.writer = writer;
    this.producer = producer;
    this.refusal = refusal;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Tells of an act. */
  public void tell(Command command) {
    send(null, command);
  }

  /** Tells of an act that concerns a pharmacy: its id is the record's key, and not in the trail. */
  public void tellOf(String pharmacyId, Command command) {
    send(pharmacyId.getBytes(StandardCharsets.UTF_8), command);
  }

  private Future<RecordMetadata> send(byte[] key, Command command) {
    synchronized (writer) {
      byte[] event = writer.command(AuditKind.CONTROL, clock.instant(), command);
      return producer.send(new ProducerRecord<>(TopicCatalogue.AUDIT_EVENTS, key, event));
    }
  }

  /**
   * Tells of an act and returns when that is durable.
   *
   * @throws KafkaException if the producer has given up
   */
  public void tellDurably(Command command) {
    Future<RecordMetadata> told = send(null, command);
    producer.flush();
    try {
      told.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException("An act could not be told", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Notes what was refused, and tells what the ledger wants told.
   *
   * @param note for example {@link RefusalLedger#turn}, which is called every now and then
   */
  public void refused(BiFunction<RefusalLedger, Instant, List<String>> note) {
    List<String> lines;
    synchronized (ledger) {
      lines = note.apply(ledger, clock.instant());
    }
    lines.forEach(line -> tell(new Command(refusal, List.of(), line, 0L)));
  }
}
