package de.siegel.embedded.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * A segment of a partition as it lies on a broker's disk, as whoever has that disk can rewrite it:
 * each record in a batch of its own, with a checksum that fits, and nothing of transactions.
 */
public final class SegmentFile {
  private final Path file;

  private SegmentFile(Path file) {
    this.file = file;
  }

  /** The only segment of a partition below a broker's data folder. */
  public static SegmentFile find(Path broker, String partition) throws IOException {
    try (Stream<Path> all = Files.walk(broker, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> segments =
          all.filter(path -> path.getParent().getFileName().toString().equals(partition))
              .filter(path -> path.getFileName().toString().endsWith(".log"))
              .toList();
      if (segments.size() != 1) {
        throw new IOException("not one segment, but " + segments);
      }
      return new SegmentFile(segments.get(0));
    }
  }

  /** The records of its producers, in their order. */
  public List<SimpleRecord> records() throws IOException {
    List<SimpleRecord> records = new ArrayList<>();
    MemoryRecords all = MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(file)));
    for (RecordBatch batch : all.batches()) {
      if (!batch.isControlBatch()) {
        for (Record record : batch) {
          records.add(
              new SimpleRecord(
                  record.timestamp(),
                  Utils.toNullableArray(record.key()),
                  Utils.toNullableArray(record.value()),
                  record.headers()));
        }
      }
    }
    return records;
  }

  /** The same record with one bit of its value turned over. */
  public static SimpleRecord changed(SimpleRecord record) {
    byte[] value = Utils.toArray(record.value());
    value[value.length / 2] ^= 1;
    return new SimpleRecord(
        record.timestamp(), Utils.toNullableArray(record.key()), value, record.headers());
  }

  /** The same record under another index. */
  public static SimpleRecord numbered(SimpleRecord record, long index) {
    Header[] headers = record.headers().clone();
    for (int n = 0; n < headers.length; n++) {
      if (headers[n].key().equals("index")) {
        headers[n] =
            new org.apache.kafka.common.header.internals.RecordHeader(
                "index", ByteBuffer.allocate(Long.BYTES).putLong(index).array());
      }
    }
    return new SimpleRecord(
        record.timestamp(),
        Utils.toNullableArray(record.key()),
        Utils.toArray(record.value()),
        headers);
  }

  /** Writes it anew; what the broker derived from it goes, and is derived again. */
  public void write(List<SimpleRecord> records) throws IOException {
    List<ByteBuffer> batches = new ArrayList<>();
    int length = 0;
    long offset = 0;
    for (SimpleRecord record : records) {
      ByteBuffer batch = MemoryRecords.withRecords(offset, Compression.NONE, record).buffer();
      batches.add(batch);
      length += batch.remaining();
      offset++;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    batches.forEach(whole::put);
    Files.write(file, whole.array());
    forgetDerived();
  }

  /**
   * Drops records; the others stay at their offsets.
   *
   * @param keep whether a record's value stays
   */
  public void keep(Predicate<byte[]> keep) throws IOException {
    List<ByteBuffer> batches = new ArrayList<>();
    int length = 0;
    for (RecordBatch batch :
        MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(file))).batches()) {
      if (batch.isControlBatch()) {
        continue;
      }
      for (Record record : batch) {
        byte[] value = Utils.toNullableArray(record.value());
        if (keep.test(value)) {
          SimpleRecord same =
              new SimpleRecord(
                  record.timestamp(), Utils.toNullableArray(record.key()), value, record.headers());
          ByteBuffer one =
              MemoryRecords.withRecords(record.offset(), Compression.NONE, same).buffer();
          batches.add(one);
          length += one.remaining();
        }
      }
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    batches.forEach(whole::put);
    Files.write(file, whole.array());
    forgetDerived();
  }

  /** Puts an old copy in its place. */
  public void replaceBy(byte[] copy) throws IOException {
    Files.write(file, copy);
    forgetDerived();
  }

  /** All of it. */
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  private void forgetDerived() throws IOException {
    try (Stream<Path> all = Files.list(file.getParent())) {
      for (Path derived : all.toList()) {
        String name = derived.getFileName().toString();
        if (name.endsWith("index") || name.endsWith(".snapshot")) {
          Files.delete(derived);
        }
      }
    }
  }
}
