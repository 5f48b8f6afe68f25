package de.siegel.cli.inspection;

import de.siegel.cli.inspection.CborItem.Entry;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads any CBOR (RFC 8949) and says at which byte it breaks. Apart from the reader of
 * certificate-format on purpose: that one refuses, this one shows what was refused.
 */
final class CborReader {
  private static final int MAXIMUM_DEPTH = 32;
  private static final int INDEFINITE = 31;

  /** Stands for the end of something of indefinite length. */
  private static final CborItem BREAK = new CborItem.Simple(-1);

  private final byte[] bytes;
  private int position;

  private CborReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads bytes that must be exactly one item. */
  static CborItem read(byte[] bytes) throws CborFailure {
    CborReader reader = new CborReader(bytes);
    CborItem item = reader.item(0);
    if (reader.position < bytes.length) {
      throw new CborFailure(
          reader.position, (bytes.length - reader.position) + " further bytes follow the item");
    }
    return item;
  }

  private CborItem item(int depth) throws CborFailure {
    CborItem item = itemOrBreak(depth);
    if (item == BREAK) {
      throw new CborFailure(position - 1, "an end of nothing");
    }
    return item;
  }

  private CborItem itemOrBreak(int depth) throws CborFailure {
    if (depth > MAXIMUM_DEPTH) {
      throw new CborFailure(position, "nesting deeper than " + MAXIMUM_DEPTH);
    }
    int start = position;
    int initial = next();
    int major = initial >> 5;
    int information = initial & 0x1F;
    if (major == 7) {
      return simple(information, start);
    }
    boolean indefinite = information == INDEFINITE && major >= 2 && major <= 5;
    BigInteger argument = indefinite ? BigInteger.ZERO : argument(information, start);
    return switch (major) {
      case 0 -> new CborItem.Whole(argument);
      case 1 -> new CborItem.Whole(argument.not());
      case 2 -> new CborItem.Bytes(indefinite ? chunks(2) : take(argument));
      case 3 -> text(indefinite ? chunks(3) : take(argument), start);
      case 4 -> new CborItem.Array(items(argument, indefinite, depth));
      case 5 -> new CborItem.Entries(entries(argument, indefinite, depth));
      default -> new CborItem.Tagged(argument, item(depth + 1));
    };
  }

  private CborItem simple(int information, int start) throws CborFailure {
    return switch (information) {
      case 24 -> new CborItem.Simple(next());
      case 25 -> new CborItem.Real(half(argument(information, start).intValue()));
      case 26 -> new CborItem.Real(Float.intBitsToFloat(argument(information, start).intValue()));
      case 27 ->
          new CborItem.Real(Double.longBitsToDouble(argument(information, start).longValue()));
      case 28, 29, 30 -> throw new CborFailure(start, "a reserved initial byte");
      case INDEFINITE -> BREAK;
      default -> new CborItem.Simple(information);
    };
  }

  private BigInteger argument(int information, int start) throws CborFailure {
    if (information < 24) {
      return BigInteger.valueOf(information);
    }
    if (information > 27) {
      throw new CborFailure(start, "a reserved initial byte");
    }
    return new BigInteger(1, take(BigInteger.valueOf(1L << (information - 24))));
  }

  private List<CborItem> items(BigInteger count, boolean indefinite, int depth) throws CborFailure {
    List<CborItem> items = new ArrayList<>();
    // A count that lies ends with the bytes; nothing is set aside for it.
    while (indefinite || BigInteger.valueOf(items.size()).compareTo(count) < 0) {
      CborItem item = indefinite ? itemOrBreak(depth + 1) : item(depth + 1);
      if (item == BREAK) {
        break;
      }
      items.add(item);
    }
    return items;
  }

  private List<Entry> entries(BigInteger count, boolean indefinite, int depth) throws CborFailure {
    List<Entry> entries = new ArrayList<>();
    while (indefinite || BigInteger.valueOf(entries.size()).compareTo(count) < 0) {
      CborItem key = indefinite ? itemOrBreak(depth + 1) : item(depth + 1);
      if (key == BREAK) {
        break;
      }
      entries.add(new Entry(key, item(depth + 1)));
    }
    return entries;
  }

  private byte[] chunks(int major) throws CborFailure {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      int start = position;
      int initial = next();
      if (initial == 0xFF) {
        return whole.toByteArray();
      }
      if (initial >> 5 != major) {
        throw new CborFailure(start, "a chunk of another type");
      }
      whole.writeBytes(take(argument(initial & 0x1F, start)));
    }
  }

  private static CborItem text(byte[] utf8, int start) throws CborFailure {
    try {
      return new CborItem.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new CborFailure(start, "a text that is no UTF-8");
    }
  }

  private int next() throws CborFailure {
    if (position == bytes.length) {
      throw new CborFailure(position, "the bytes end too early");
    }
    return bytes[position++] & 0xFF;
  }

  private byte[] take(BigInteger length) throws CborFailure {
    int left = bytes.length - position;
    if (length.compareTo(BigInteger.valueOf(left)) > 0) {
      throw new CborFailure(
          position, "the bytes end too early: " + length + " are announced, " + left + " are left");
    }
    byte[] taken = Arrays.copyOfRange(bytes, position, position + length.intValue());
    position += taken.length;
    return taken;
  }

  /** RFC 8949, appendix D. */
  private static double half(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double value =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (fraction + 1024), exponent - 25);
        };
    return (bits & 0x8000) == 0 ? value : -value;
  }
}
