package de.siegel.servicekit.record;

import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Map;

/**
 * Puts a record aside on which its stage could not decide: byte for byte on the stage's parked
 * topic, with where it came from and why in its headers, so that it can be driven again.
 */
public final class Parking {
  /** Stable code of the reason. */
  public static final String REASON = "siegel.reason";

  /** Topic it came from. */
  public static final String TOPIC = "siegel.topic";

  /** Its partition there. */
  public static final String PARTITION = "siegel.partition";

  /** Its offset there. */
  public static final String OFFSET = "siegel.offset";

  /** The reason where a record is a copy of one that was decided: its submission has its reply. */
  public static final String ALREADY_DECIDED = "ALREADY_DECIDED";

  /**
   * The longest key and value together, in bytes, that are parked: the parked topics' batches have
   * 2 MiB. Of what is longer only the place and the reason are parked; a few bytes on the broker
   * can be hundreds of megabytes when they are read.
   */
  public static final int LONGEST = 2 * 1024 * 1024 - 8192;

  private Parking() {}

  /**
   * The parked copy of a record, without key and value where they are {@link #LONGEST too long}.
   *
   * @param stage who parks
   * @param from where the record stands
   * @param reason stable code
   */
  public static Outbound park(String stage, Source from, byte[] key, byte[] value, String reason) {
    boolean whole = length(key) + (long) length(value) <= LONGEST;
    return new Outbound(
        TopicCatalogue.parked(stage),
        from.partition(),
        whole ? key : null,
        whole ? value : null,
        Map.of(
            REASON, reason,
            TOPIC, from.topic(),
            PARTITION, Integer.toString(from.partition()),
            OFFSET, Long.toString(from.offset())));
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /**
   * Where a record stands.
   *
   * @param topic its topic
   * @param partition its partition
   * @param offset its offset
   */
  public record Source(String topic, int partition, long offset) {}
}
