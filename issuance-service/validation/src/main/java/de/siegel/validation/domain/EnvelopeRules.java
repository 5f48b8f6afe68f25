package de.siegel.validation.domain;

import de.siegel.identity.confirmation.ConfirmationJson;
import de.siegel.schemas.event.EventHeader;
import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.schemas.topic.PharmacyPartition;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.ReplyError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be said about a request from its envelope alone. */
public final class EnvelopeRules {
  /** A pharmacy's time is believed so far back. */
  public static final Duration OLDEST = Duration.ofHours(24);

  /** A pharmacy's clock may run ahead so much. */
  public static final Duration AHEAD = Duration.ofMinutes(5);

  private static final int SUBMISSION_ID_LENGTH = 36;

  /** Longest id that a reply repeats; more is no id, and must not fill outcomes and audit. */
  private static final int LONGEST_ID = 64;

  /** Longest request id that is answered, be it with a refusal. */
  private static final int LONGEST_REQUEST_ID = 256;

  private EnvelopeRules() {}

  /**
   * Whether the ids can be answered to at all, and everything that goes on to later stages with
   * them is bounded; a record that fails this is parked.
   */
  public static boolean answerable(EventHeader header, RequestEnvelope envelope) {
    return header.getProducer().length() <= LONGEST_ID
        && (envelope.getConfirmation() == null
            || envelope.getConfirmation().remaining() <= ConfirmationJson.LONGEST)
        && (envelope.getSupersedes() == null
            || envelope.getSupersedes().length() <= LONGEST_REQUEST_ID)
        && envelope.getTenant().length() <= LONGEST_ID
        && envelope.getEpoch().length() <= LONGEST_ID
        && isSubmissionId(envelope.getSubmissionId())
        && envelope.getRequestId().length() <= LONGEST_REQUEST_ID
        && envelope.getPharmacyId().length() <= LONGEST_ID
        && envelope.getSessionId().length() <= LONGEST_ID
        && envelope.getFormat().length() <= LONGEST_ID;
  }

  /**
   * All rules that the envelope breaks.
   *
   * @param key the record's key, or null
   * @param partition the partition that the record stands in
   * @param partitions how many there are
   * @param requestedAt event time
   */
  public static List<ReplyError> check(
      RequestEnvelope envelope, byte[] key, int partition, int partitions, Instant requestedAt) {
    List<ReplyError> errors = new ArrayList<>();
    byte[] pharmacy = envelope.getPharmacyId().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(key, pharmacy)) {
      errors.add(RefusalCode.KEY_MISMATCH.error("pharmacyId"));
    } else if (PharmacyPartition.of(key, partitions) != partition) {
      // Another partitioner would split a pharmacy's requests over two registries.
      errors.add(RefusalCode.PARTITION_WRONG.error("pharmacyId"));
    }
    if (!isRequestId(envelope.getRequestId())) {
      errors.add(RefusalCode.REQUEST_ID_INVALID.error("requestId"));
    }
    if (envelope.getSupersedes() != null && !isRequestId(envelope.getSupersedes())) {
      errors.add(RefusalCode.REQUEST_ID_INVALID.error("supersedes"));
    }
    if (envelope.getCreatedAt().isBefore(requestedAt.minus(OLDEST))) {
      errors.add(RefusalCode.CREATED_AT_TOO_OLD.error("createdAt"));
    }
    if (envelope.getCreatedAt().isAfter(requestedAt.plus(AHEAD))) {
      errors.add(RefusalCode.CREATED_AT_IN_FUTURE.error("createdAt"));
    }
    return errors;
  }

  /** {@code [A-Za-z0-9._:-]{1,64}}. */
  private static boolean isRequestId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char character = id.charAt(i);
      boolean allowed =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9')
              || "._:-".indexOf(character) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST_ID;
  }

  /** A UUID in its one form: 8-4-4-4-12 hexadecimal digits in small letters (RFC 9562). */
  private static boolean isSubmissionId(String id) {
    if (id.length() != SUBMISSION_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < SUBMISSION_ID_LENGTH; i++) {
      char character = id.charAt(i);
      boolean allowed =
          i == 8 || i == 13 || i == 18 || i == 23
              ? character == '-'
              : (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
