package de.siegel.servicekit.record;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a parked record ({@link Parking}), as they were found: whoever may write to the
 * parked topic chooses them, so nothing here is to be believed, and the texts may hold any
 * character. A header that is missing or null is the empty text; one that is longer than {@link
 * #LONGEST} bytes is cut, ends with an ellipsis and so is no valid value.
 *
 * @param reason {@link Parking#REASON}
 * @param topic {@link Parking#TOPIC}
 * @param partition {@link Parking#PARTITION}
 * @param offset {@link Parking#OFFSET}
 */
public record ParkedHeaders(String reason, String topic, String partition, String offset) {
  /** Bytes of one header that are read; as many as the name of a Kafka topic can have. */
  public static final int LONGEST = 249;

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern PARTITION_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern OFFSET_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** Reads what is there; never fails. */
  public static ParkedHeaders of(Headers headers) {
    return new ParkedHeaders(
        text(headers, Parking.REASON),
        text(headers, Parking.TOPIC),
        text(headers, Parking.PARTITION),
        text(headers, Parking.OFFSET));
  }

  /** Whether the reason has the form of a code: upper-case letters, digits and underscores. */
  public boolean hasReasonCode() {
    return CODE.matcher(reason).matches();
  }

  /** Where the record says that it stood; empty if partition or offset is no number. */
  public Optional<Parking.Source> source() {
    if (!PARTITION_NUMBER.matcher(partition).matches()
        || !OFFSET_NUMBER.matcher(offset).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Parking.Source(topic, Integer.parseInt(partition), Long.parseLong(offset)));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] value = header == null ? null : header.value();
    if (value == null) {
      return "";
    }
    return value.length <= LONGEST
        ? new String(value, StandardCharsets.UTF_8)
        : new String(value, 0, LONGEST, StandardCharsets.UTF_8) + "…";
  }
}
