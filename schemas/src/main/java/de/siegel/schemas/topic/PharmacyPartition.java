package de.siegel.schemas.topic;

/**
 * The partition in which Kafka's default partitioner puts a record key, computed without Kafka:
 * MurmurHash2 of 32 bits with Kafka's seed, its sign bit cleared, modulo the count of partitions.
 * Clients in any language can be checked with it.
 */
public final class PharmacyPartition {
  private static final int SEED = 0x9747b28c;
  private static final int MULTIPLIER = 0x5bd1e995;
  private static final int WORD_BYTES = 4;

  private PharmacyPartition() {}

  /**
   * The partition of a key.
   *
   * @param key the record's key
   * @param partitions how many there are, at least 1
   */
  public static int of(byte[] key, int partitions) {
    return (hash(key) & Integer.MAX_VALUE) % partitions;
  }

  private static int hash(byte[] key) {
    int hash = SEED ^ key.length;
    int whole = key.length - key.length % WORD_BYTES;
    for (int at = 0; at < whole; at += WORD_BYTES) {
      int word = littleEndian(key, at, WORD_BYTES) * MULTIPLIER;
      hash = hash * MULTIPLIER ^ (word ^ word >>> 24) * MULTIPLIER;
    }
    if (whole < key.length) {
      hash = (hash ^ littleEndian(key, whole, key.length - whole)) * MULTIPLIER;
    }
    hash = (hash ^ hash >>> 13) * MULTIPLIER;
    return hash ^ hash >>> 15;
  }

  private static int littleEndian(byte[] bytes, int from, int count) {
    int word = 0;
    for (int index = 0; index < count; index++) {
      word |= (bytes[from + index] & 0xff) << Byte.SIZE * index;
    }
    return word;
  }
}
