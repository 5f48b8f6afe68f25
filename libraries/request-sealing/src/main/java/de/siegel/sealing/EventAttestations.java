package de.siegel.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a stage vouches for towards the sequencer: that an audit event is its own. On the brokers
 * all stages write to one topic, and an event says itself who wrote it; without the key that the
 * stage shares with the sequencer nobody can say so in its name.
 *
 * <p>The attestation is the event's last field: a union of null and bytes (Avro 1.12, "Binary
 * encoding"), so that what it vouches for is all that stands before it, byte for byte.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventAttestations {
  private static final String HMAC = "HmacSHA256";
  private static final int TAG = 32;
  private static final int LENGTH = 1 + TAG;

  /** Index 0 of the union: null. */
  private static final byte NULL = 0;

  /** Index 1 of the union, and 33 as a zigzag number. */
  private static final byte[] PRESENT = {2, 2 * LENGTH};

  private final String recipient;
  private final Map<String, Map<Byte, SecretKeySpec>> keys = new HashMap<>();
  private final Mac hmac;

  /**
   * @param recipient who checks: the sequencer's name
   * @param keys that are shared with it, by sender; the last part of each id is a number from 1 to
   *     127. Others are left alone.
   */
  public EventAttestations(String recipient, List<SharedKey> keys) {
    this.recipient = recipient;
    for (SharedKey key : keys) {
      if (key.recipient().equals(recipient)) {
        NumberedKeys.of(key)
            .ifPresent(
                number ->
                    this.keys
                        .computeIfAbsent(key.sender(), none -> new HashMap<>())
                        .put((byte) number, new SecretKeySpec(key.secret(), HMAC)));
      }
    }
    try {
      hmac = Mac.getInstance(HMAC);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  /** Who shares a key with the recipient. */
  public Set<String> senders() {
    return Set.copyOf(keys.keySet());
  }

  /**
   * Attests an event, with the newest key; leaves it as it is if there is none.
   *
   * @param event as it is serialized without an attestation
   */
  public byte[] attest(String sender, byte[] event) {
    Map<Byte, SecretKeySpec> own = keys.get(sender);
    if (own == null) {
      return event;
    }
    int before = event.length - 1;
    if (before < 0 || event[before] != NULL) {
      throw new IllegalArgumentException("an event without attestation ends with its null");
    }
    byte number = own.keySet().stream().max(Byte::compare).orElseThrow();
    byte[] attested = Arrays.copyOf(event, before + PRESENT.length + LENGTH);
    System.arraycopy(PRESENT, 0, attested, before, PRESENT.length);
    attested[before + PRESENT.length] = number;
    byte[] tag = tag(own.get(number), sender, number, attested, before);
    System.arraycopy(tag, 0, attested, before + PRESENT.length + 1, TAG);
    return attested;
  }

  /** Whether the sender vouches for an event, as it is serialized. */
  public boolean holds(String sender, byte[] event) {
    int before = event.length - PRESENT.length - LENGTH;
    if (before < 0
        || event[before] != PRESENT[0]
        || event[before + 1] != PRESENT[1]
        || !keys.containsKey(sender)) {
      return false;
    }
    byte number = event[before + PRESENT.length];
    SecretKeySpec key = keys.get(sender).get(number);
    return key != null
        && MessageDigest.isEqual(
            tag(key, sender, number, event, before),
            Arrays.copyOfRange(event, event.length - TAG, event.length));
  }

  private byte[] tag(SecretKeySpec key, String sender, byte number, byte[] event, int before) {
    try {
      hmac.init(key);
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 refuses a key of " + sender, e);
    }
    // The event comes last, so that it need not be copied.
    hmac.update(
        PreAuthenticationEncoding.of("siegel/audit-event/v1")
            .add(sender)
            .add(recipient)
            .add(number)
            .add(before)
            .bytes());
    hmac.update(event, 0, before);
    return hmac.doFinal();
  }
}
