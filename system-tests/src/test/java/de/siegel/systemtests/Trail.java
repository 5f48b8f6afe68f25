package de.siegel.systemtests;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Bytes;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** audit.log as it stands, with what links its leaves opened. */
record Trail(List<Leaf> leaves) {
  private static final Duration CAUGHT_UP = Duration.ofSeconds(60);

  /**
   * One leaf.
   *
   * @param index its number as the sequencer wrote it
   * @param source where its event stands in audit.events, {@code partition:offset}
   * @param event what it says
   * @param links what links it; null if nothing does
   */
  record Leaf(long index, String source, AuditEvent event, Links links) {}

  /** Waits until the sequencer has copied every committed event, then reads the log. */
  static Trail read(PipelineProcesses pipeline) {
    Awaitility.await("the sequencer has copied every committed event")
        .atMost(CAUGHT_UP)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> uncopied(pipeline).isEmpty());
    AvroDeserializer<AuditEvent> deserializer =
        new AvroDeserializer<>(pipeline.schemaRegistry(), AuditEvent.class);
    LinkSeal seal = new LinkSeal(new Seal(CryptoProviders.choose().hot(), new SecureRandom()));
    SecretFolder keys = new SecretFolder(pipeline.authority().auditLinkKeys());
    List<Leaf> leaves = new ArrayList<>();
    for (var message : CommittedRecords.of(pipeline, TopicCatalogue.AUDIT_LOG)) {
      try {
        AuditEvent event = deserializer.deserialize(message.value());
        leaves.add(new Leaf(index(message), source(message), event, links(event, seal, keys)));
      } catch (UndecodableRecord e) {
        throw new AssertionError("audit.log offset " + message.offset() + ": " + e.reason());
      }
    }
    return new Trail(List.copyOf(leaves));
  }

  private static Set<String> uncopied(PipelineProcesses pipeline) {
    Set<String> positions = new HashSet<>();
    for (var message : CommittedRecords.of(pipeline, TopicCatalogue.AUDIT_EVENTS)) {
      positions.add(message.partition() + ":" + message.offset());
    }
    CommittedRecords.of(pipeline, TopicCatalogue.AUDIT_LOG)
        .forEach(message -> positions.remove(source(message)));
    // What it cannot read it parks instead.
    CommittedRecords.of(pipeline, TopicCatalogue.parked(TopicCatalogue.SEQUENCER))
        .forEach(
            message ->
                positions.remove(
                    text(message, "siegel.partition") + ":" + text(message, "siegel.offset")));
    return positions;
  }

  private static long index(ConsumerRecord<byte[], byte[]> message) {
    return ByteBuffer.wrap(message.headers().lastHeader("index").value()).getLong();
  }

  private static String source(ConsumerRecord<byte[], byte[]> message) {
    return text(message, "source");
  }

  private static String text(ConsumerRecord<byte[], byte[]> message, String header) {
    return new String(message.headers().lastHeader(header).value(), StandardCharsets.US_ASCII);
  }

  private static Links links(AuditEvent event, LinkSeal seal, SecretFolder keys) {
    if (event.getLinks() == null) {
      return null;
    }
    byte[] key = keys.find(event.getLinks().getKeyId()).orElseThrow();
    byte[] clear =
        seal.open(key, Bytes.of(event.getSalt()), Bytes.of(event.getLinks().getSealed()))
            .orElseThrow(() -> new AssertionError("A leaf's links do not open"));
    try {
      return new SpecificDatumReader<>(Links.class)
          .read(null, DecoderFactory.get().binaryDecoder(clear, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The leaves of some kinds, in order. */
  List<Leaf> of(AuditKind... kinds) {
    return leaves.stream()
        .filter(leaf -> Arrays.asList(kinds).contains(leaf.event().getKind()))
        .toList();
  }

  /** The leaves from an index on. */
  Trail from(long index) {
    return new Trail(leaves.stream().filter(leaf -> leaf.index() >= index).toList());
  }
}
