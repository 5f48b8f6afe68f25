package de.siegel.replay.trail;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.record.LinkOpener;

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
   * @throws UndecodableRecord if its bytes are no audit event
   */
  public Leaf decode(long index, byte[] value) throws UndecodableRecord {
    AuditEvent event = deserializer.deserialize(value);
    return new Leaf(index, event, links.open(event));
  }
}
