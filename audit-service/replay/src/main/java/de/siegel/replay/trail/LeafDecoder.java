package de.siegel.replay.trail;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.record.LinkOpener;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns entries of the log into leaves.
 *
 * <p>Not safe for use by several threads.
 */
public final class LeafDecoder {
  private final AvroDeserializer<AuditEvent> deserializer;
  private final LinkOpener links;

  public LeafDecoder(SchemaRegistry registry, LinkOpener links) {
    this.deserializer = new AvroDeserializer<>(registry, AuditEvent.class);
    this.links = links;
  }

  /**
   * Reads an entry.
   *
   * @param index the index to give it
   * @param loggedAt when the broker appended it
   * @throws UndecodableRecord if its bytes are no audit event
   */
  public Leaf decode(long index, Instant loggedAt, byte[] value) throws UndecodableRecord {
    AuditEvent event = deserializer.deserialize(value);
    return new Leaf(index, loggedAt, event, links.open(event));
  }

  /**
   * Reads an entry, and opens its links only if the event is wanted: opening costs as much as
   * reading.
   *
   * @param wanted looks at the event alone
   * @return empty if it is not wanted
   * @throws UndecodableRecord if its bytes are no audit event
   */
  public Optional<Leaf> decode(
      long index, Instant loggedAt, byte[] value, Predicate<AuditEvent> wanted)
      throws UndecodableRecord {
    AuditEvent event = deserializer.deserialize(value);
    return wanted.test(event)
        ? Optional.of(new Leaf(index, loggedAt, event, links.open(event)))
        : Optional.empty();
  }
}
