package de.siegel.sequencer.kafka;

import de.siegel.sequencer.domain.SourceRecord.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a leaf in audit.log: {@code index}, 8 bytes big-endian, {@code source}, and {@code
 * attestation} for who signs checkpoints.
 */
final class LeafHeaders {
  static final String INDEX = "index";
  static final String SOURCE = "source";
  static final String ATTESTATION = "attestation";

  private LeafHeaders() {}

  static Headers of(long index, Position source) {
    return new RecordHeaders()
        .add(INDEX, ByteBuffer.allocate(Long.BYTES).putLong(index).array())
        .add(SOURCE, source.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws SequencerFailure if a record has none: somebody else wrote to audit.log
   */
  static long index(Headers headers) {
    byte[] index = value(headers, INDEX);
    if (index.length != Long.BYTES) {
      throw foreign(INDEX);
    }
    return ByteBuffer.wrap(index).getLong();
  }

  /**
   * @throws SequencerFailure if a record has none
   */
  static Position source(Headers headers) {
    try {
      return Position.parse(new String(value(headers, SOURCE), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw foreign(SOURCE);
    }
  }

  private static byte[] value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw foreign(name);
    }
    return header.value();
  }

  private static SequencerFailure foreign(String header) {
    return new SequencerFailure(
        "A record of audit.log has no valid header "
            + header
            + ": somebody else writes there. Withdraw that right and verify the log");
  }
}
