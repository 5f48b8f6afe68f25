package de.siegel.schemas.serde;

/**
 * The head of a record value in the Confluent wire format: one magic byte 0, then the schema's id
 * as four bytes, big-endian, then Avro binary.
 */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEAD_BYTES = 5;

  private WireFormat() {}

  static void writeHead(byte[] target, int id) {
    target[0] = MAGIC;
    target[1] = (byte) (id >>> 24);
    target[2] = (byte) (id >>> 16);
    target[3] = (byte) (id >>> 8);
    target[4] = (byte) id;
  }

  static int id(byte[] value) {
    return value[1] << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
  }
}
