package de.siegel.servicekit.record;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Command;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.ParkedRecord;
import de.siegel.schemas.audit.SealedLinks;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.servicekit.key.SecretFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Makes audit events: salts them and encrypts what links them.
 *
 * <p>Not safe for use by several threads.
 */
public final class AuditWriter {
  private static final int SALT_BYTES = 16;

  /** A month's key that was destroyed must not live on here. */
  private static final long FORGET_EVERY_NANOS = 60_000_000_000L;

  private final String stage;
  private final String instance;
  private final AvroSerializer<AuditEvent> serializer;
  private final LinkSeal linkSeal;
  private final SecretFolder linkKeys;
  private final EventAttestations attestations;
  private final SecureRandom random;
  private final SpecificDatumWriter<Links> linksWriter = new SpecificDatumWriter<>(Links.class);
  private final ByteArrayOutputStream linksBytes = new ByteArrayOutputStream(512);
  private BinaryEncoder linksEncoder;
  private long lookedAt = System.nanoTime();

  /**
   * @param attestations with the key that the stage shares with the sequencer, if there is one
   */
  public AuditWriter(
      String stage,
      String instance,
      AvroSerializer<AuditEvent> serializer,
      LinkSeal linkSeal,
      SecretFolder linkKeys,
      EventAttestations attestations,
      SecureRandom random) {
    this.stage = stage;
    this.instance = instance;
    this.serializer = serializer;
    this.linkSeal = linkSeal;
    this.linkKeys = linkKeys;
    this.attestations = attestations;
    this.random = random;
  }

  /** A decision on a submission, at the submission's event time. */
  public byte[] decided(AuditKind kind, Decision decision, Links links) {
    AuditEvent event = event(kind, decision.getRequestedAt());
    event.setDecision(decision);
    return attested(linked(event, links));
  }

  /** A batch of uses of a signing key; the links may hold the handles of its signatures. */
  public byte[] signing(AuditKind kind, Instant at, SigningAttempts attempts, Links links) {
    AuditEvent event = event(kind, at);
    event.setSigning(attempts);
    return attested(linked(event, links));
  }

  /** A record that was put aside, or driven again. */
  public byte[] parked(AuditKind kind, Instant at, Parking.Source from, String reason) {
    AuditEvent event = event(kind, at);
    event.setParked(new ParkedRecord(from.topic(), from.partition(), from.offset(), reason));
    return attested(event);
  }

  /** An operator's or authority's act. */
  public byte[] command(AuditKind kind, Instant at, Command command) {
    AuditEvent event = event(kind, at);
    event.setCommand(command);
    return attested(event);
  }

  private byte[] attested(AuditEvent event) {
    return attestations.attest(stage, serializer.serialize(event));
  }

  private AuditEvent event(AuditKind kind, Instant at) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new AuditEvent(
        RecordHeaders.of(AuditEvent.class, TopicCatalogue.AUDIT_EVENTS, stage),
        kind,
        stage,
        instance,
        at,
        ByteBuffer.wrap(salt),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Last, for links are bound to all that the event says. */
  private AuditEvent linked(AuditEvent event, Links links) {
    if (links != null) {
      event.setLinks(seal(links, LinkBinding.of(event), event.getOccurredAt()));
    }
    return event;
  }

  private SealedLinks seal(Links links, byte[] binding, Instant at) {
    if (System.nanoTime() - lookedAt > FORGET_EVERY_NANOS) {
      linkKeys.forgetDestroyed();
      lookedAt = System.nanoTime();
    }
    String month = YearMonth.from(at.atOffset(ZoneOffset.UTC)).toString();
    byte[] key =
        linkKeys
            .find(month)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "There is no audit link key for " + month + ": nothing may be decided"));
    linksBytes.reset();
    linksEncoder = EncoderFactory.get().binaryEncoder(linksBytes, linksEncoder);
    try {
      linksWriter.write(links, linksEncoder);
      linksEncoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SealedLinks(
        month, ByteBuffer.wrap(linkSeal.seal(key, binding, linksBytes.toByteArray())));
  }
}
