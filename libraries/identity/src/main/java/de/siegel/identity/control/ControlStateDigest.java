package de.siegel.identity.control;

import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One hash over everything that is in force on a control topic, the same for all who have seen the
 * same records in whatever order. A tree of two levels: a change costs the hash of one bucket.
 *
 * <p>An entry belongs into the bucket that the first byte of SHA-256(id) names. A bucket's hash is
 * SHA-256 over the PAE of label, then id, version and payload hash of each entry in the order of
 * ids; the digest is SHA-256 over the PAE of label, topic and the 256 buckets' hashes.
 *
 * <p>Not safe for use by several threads.
 */
final class ControlStateDigest {
  private static final int BUCKETS = 256;
  private static final String BUCKET_LABEL = "siegel/control-state/bucket/v1";
  private static final String LABEL = "siegel/control-state/v1";

  private record Entry(long version, byte[] hash) {}

  private final String topic;
  private final List<SortedMap<String, Entry>> buckets = new ArrayList<>(BUCKETS);
  private final byte[][] hashes = new byte[BUCKETS][];
  private final BitSet changed = new BitSet(BUCKETS);

  ControlStateDigest(String topic) {
    this.topic = topic;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      buckets.add(new TreeMap<>());
    }
    changed.set(0, BUCKETS);
  }

  /** Puts a version of an id in force, in place of an earlier one. */
  void put(String id, long version, byte[] hash) {
    int bucket = bucket(id);
    buckets.get(bucket).put(id, new Entry(version, hash));
    changed.set(bucket);
  }

  /** Takes an id out. */
  void remove(String id) {
    int bucket = bucket(id);
    buckets.get(bucket).remove(id);
    changed.set(bucket);
  }

  /** The 32 bytes. */
  byte[] value() {
    for (int bucket = changed.nextSetBit(0); bucket >= 0; bucket = changed.nextSetBit(bucket + 1)) {
      hashes[bucket] = hash(buckets.get(bucket));
    }
    changed.clear();
    PreAuthenticationEncoding pieces = PreAuthenticationEncoding.of(LABEL).add(topic);
    for (byte[] hash : hashes) {
      pieces.add(hash);
    }
    return Sha256.of(pieces.bytes());
  }

  private static byte[] hash(SortedMap<String, Entry> entries) {
    PreAuthenticationEncoding pieces = PreAuthenticationEncoding.of(BUCKET_LABEL);
    entries.forEach((id, entry) -> pieces.add(id).add(entry.version()).add(entry.hash()));
    return Sha256.of(pieces.bytes());
  }

  private static int bucket(String id) {
    return Byte.toUnsignedInt(Sha256.of(id.getBytes(StandardCharsets.UTF_8))[0]);
  }
}
