package de.siegel.cli.inspection;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** One data item of CBOR (RFC 8949, section 2) as it was encoded, right or wrong. */
sealed interface CborItem {

  /** Major types 0 and 1. */
  record Whole(BigInteger value) implements CborItem {
    boolean is(long other) {
      return value.equals(BigInteger.valueOf(other));
    }
  }

  /** Major type 2. */
  record Bytes(byte[] value) implements CborItem {}

  /** Major type 3. */
  record Text(String value) implements CborItem {}

  /** Major type 4. */
  record Array(List<CborItem> items) implements CborItem {}

  /** One key and value. */
  record Entry(CborItem key, CborItem value) {}

  /** Major type 5; keys may stand twice. */
  record Entries(List<Entry> entries) implements CborItem {
    /** The value of the first such integer key. */
    Optional<CborItem> get(long key) {
      return entries.stream()
          .filter(entry -> entry.key() instanceof Whole whole && whole.is(key))
          .map(Entry::value)
          .findFirst();
    }
  }

  /** Major type 6. */
  record Tagged(BigInteger tag, CborItem item) implements CborItem {}

  /** Floating point of major type 7. */
  record Real(double value) implements CborItem {}

  /** Simple values of major type 7: false, true, null, undefined and others. */
  record Simple(int value) implements CborItem {}
}
