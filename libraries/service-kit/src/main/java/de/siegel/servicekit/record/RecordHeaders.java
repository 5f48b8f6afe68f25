package de.siegel.servicekit.record;

import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.SourcePosition;
import org.apache.avro.specific.SpecificRecord;

/** Type and destination in each record, and the check that a record is what and where it says. */
public final class RecordHeaders {
  private RecordHeaders() {}

  /** The header of a record that is written for a topic. */
  public static EventHeader of(
      Class<? extends SpecificRecord> type, String topic, String producer) {
    return new EventHeader(type.getName(), topic, producer);
  }

  /** Whether a header names this type and this topic. */
  public static boolean fit(
      EventHeader header, Class<? extends SpecificRecord> type, String topic) {
    return header.getType().equals(type.getName()) && header.getDestination().equals(topic);
  }

  /** Whether a request can stand where a record says: in the partition that the record is in. */
  public static boolean standsIn(SourcePosition source, int partition) {
    return source.getPartition() == partition && source.getOffset() >= 0;
  }
}
