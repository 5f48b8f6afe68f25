package de.siegel.signer;

import de.siegel.certificate.SignedCertificate;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.sealing.ReplyError;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import de.siegel.signer.domain.DecidedRequests;
import de.siegel.signer.domain.Examined;
import de.siegel.signer.key.CountedKey;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Works on one batch of approvals: examines all, announces in the audit how many signatures it is
 * about to make, makes them, and says what it made. Announcing and telling happen outside the
 * transaction, so that the attempts of a batch that aborts are seen too.
 */
final class BatchSigner {
  /**
   * Of records in a batch: one event announces them all, and an audit event has at most 65,535
   * bytes.
   */
  static final int LARGEST_BATCH = 1_500;

  private static final int BATCHES_TO_FORGET = 1_024;

  private final Examiner examiner;
  private final CertificateSigner signer;
  private final DecidedRequests memory;
  private final Writers writers;
  private final OutcomeCounters counters;
  private final InstantSource clock;
  private long batchesRead;

  BatchSigner(
      Examiner examiner,
      CertificateSigner signer,
      DecidedRequests memory,
      Writers writers,
      OutcomeCounters counters,
      InstantSource clock) {
    this.examiner = examiner;
    this.signer = signer;
    this.memory = memory;
    this.writers = writers;
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * What came of a batch.
   *
   * @param out what belongs into the transaction
   * @param signed the orders whose certificates are among it
   */
  record SignedBatch(List<Outbound> out, List<Examined.MaySign> signed) {}

  private static final class Progress {
    private final List<Long> issued = new ArrayList<>();
    private final List<Examined.Refused> refused = new ArrayList<>();
  }

  /**
   * Decides on a batch.
   *
   * @param announce writes an audit event outside the transaction and returns when it is durable
   * @param tell writes one outside the transaction; durable before the transaction commits
   */
  SignedBatch sign(
      Iterable<ConsumerRecord<byte[], byte[]>> batchRecords,
      Consumer<byte[]> announce,
      Consumer<byte[]> tell) {
    if (++batchesRead % BATCHES_TO_FORGET == 0) {
      memory.forget(clock.instant());
    }
    List<Outbound> out = new ArrayList<>();
    List<Examined.MaySign> orders = new ArrayList<>();
    Map<Integer, Progress> progress = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : batchRecords) {
      Progress partition = progress.computeIfAbsent(message.partition(), ignored -> new Progress());
      Examined examined = examiner.examine(message.partition(), message.value());
      if (examined instanceof Examined.MaySign order
          && !signer.canSign(order.toBeSigned(), clock.instant())) {
        examined = new Examined.Suspect("SIGNING_KEY_NOT_HERE");
      }
      if (decidedBefore(examined, message.partition())) {
        examined = new Examined.Suspect(Parking.ALREADY_DECIDED);
      }
      if (examined instanceof Examined.MaySign order) {
        orders.add(order);
        partition.issued.add(order.submission().source().getOffset());
      } else if (examined instanceof Examined.Refused refused) {
        counters.count("REJECTED", refused.errors());
        out.addAll(writers.refused(refused));
        partition.refused.add(refused);
      } else if (examined instanceof Examined.Suspect suspect) {
        counters.count("PARKED", List.of(new ReplyError(suspect.reason(), "", "")));
        Parking.Source from =
            new Parking.Source(message.topic(), message.partition(), message.offset());
        out.addAll(writers.parked(message.key(), message.value(), from, suspect.reason()));
      }
    }
    if (!orders.isEmpty()) {
      sign(orders, announce, tell, out);
    }
    progress.forEach(
        (partition, done) -> {
          if (!done.issued.isEmpty() || !done.refused.isEmpty()) {
            out.add(writers.decided(partition, done.issued, done.refused));
          }
        });
    return new SignedBatch(out, orders);
  }

  /**
   * To be called directly before the commit.
   *
   * @throws OvertakenByControl if something of the batch has been forbidden since it was examined:
   *     it must be aborted and examined again
   */
  void requireStillAllowed(SignedBatch batch) {
    if (!batch.signed().stream().allMatch(examiner::stillAllowed)) {
      throw new OvertakenByControl();
    }
  }

  /** Remembers what this batch decides; a batch that aborts ends the memory with the run. */
  private boolean decidedBefore(Examined examined, int partition) {
    return examined
        .decides()
        .map(
            submission ->
                !memory.add(partition, submission.source().getOffset(), submission.requestedAt()))
        .orElse(false);
  }

  private void sign(
      List<Examined.MaySign> orders,
      Consumer<byte[]> announce,
      Consumer<byte[]> tell,
      List<Outbound> out) {
    long batch = signer.key().ledger().nextBatch();
    List<ByteBuffer> commitments =
        orders.stream().map(order -> order.approved().getValidated().getCommitment()).toList();
    announce.accept(
        writers.attempts(
            AuditKind.SIGNING_ANNOUNCED, attempts(batch, orders.size(), commitments), List.of()));
    List<ByteBuffer> signatureHashes = new ArrayList<>(orders.size());
    for (Examined.MaySign order : orders) {
      SignedCertificate certificate = signer.sign(order.toBeSigned());
      signatureHashes.add(ByteBuffer.wrap(certificate.signatureHandle().bytes()));
      out.addAll(writers.issued(order, certificate));
      counters.count("ISSUED", List.of());
      counters.age(order.submission().requestedAt(), clock.instant());
    }
    tell.accept(
        writers.attempts(
            AuditKind.SIGNING_DONE, attempts(batch, orders.size(), List.of()), signatureHashes));
  }

  private SigningAttempts attempts(long batch, int count, List<ByteBuffer> commitments) {
    CountedKey key = signer.key();
    return new SigningAttempts(
        key.ledger().run(),
        batch,
        ByteBuffer.wrap(key.keyId().bytes()),
        count,
        new ArrayList<>(commitments),
        key.ledger().count());
  }
}
