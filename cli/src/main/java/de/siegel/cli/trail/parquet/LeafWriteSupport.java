package de.siegel.cli.trail.parquet;

import de.siegel.replay.trail.Leaf;
import de.siegel.replay.view.LeafColumn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands a leaf's columns to the library. */
final class LeafWriteSupport extends WriteSupport<Leaf> {
  private RecordConsumer consumer;

  /** Abstract in the library still, and deprecated: nobody calls it here. */
  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    return new WriteContext(LeafSchema.SCHEMA, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(LeafSchema.SCHEMA, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Leaf leaf) {
    consumer.startMessage();
    for (int i = 0; i < LeafColumn.ALL.size(); i++) {
      LeafColumn column = LeafColumn.ALL.get(i);
      Object value = column.value().apply(leaf);
      if (value != null) {
        consumer.startField(column.name(), i);
        write(column, value);
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
  }

  private void write(LeafColumn column, Object value) {
    switch (column.type()) {
      case TIME -> consumer.addLong(((Instant) value).toEpochMilli());
      case NUMBER -> consumer.addLong((Long) value);
      case TEXT -> consumer.addBinary(Binary.fromString((String) value));
      case TEXTS -> list((List<?>) value);
    }
  }

  private void list(List<?> texts) {
    consumer.startGroup();
    if (!texts.isEmpty()) {
      consumer.startField(LeafSchema.LIST, 0);
      for (Object text : texts) {
        consumer.startGroup();
        consumer.startField(LeafSchema.ELEMENT, 0);
        consumer.addBinary(Binary.fromString(text.toString()));
        consumer.endField(LeafSchema.ELEMENT, 0);
        consumer.endGroup();
      }
      consumer.endField(LeafSchema.LIST, 0);
    }
    consumer.endGroup();
  }
}
