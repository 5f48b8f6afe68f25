package de.siegel.identity.card;

import de.siegel.sealing.PreAuthenticationEncoding;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives challenges out and takes each back once (check V8). Nothing is kept of those that were
 * given out: half of a challenge's nonce is random, the other half is a tag (HMAC-SHA256, cut to 16
 * bytes) over the random half and all the rest, so that this process knows its own again. Kept are
 * those that a card signed, until they are over. Strangers who ask without end get challenges and
 * take nobody's place.
 *
 * <p>Safe for use by several threads.
 */
public final class Challenges {
  private static final int HALF = CardChallenge.NONCE_LENGTH / 2;
  private static final String ALGORITHM = "HmacSHA256";

  /** More cards than there are pharmacies, each several times a minute. */
  private static final int MOST_USED = 200_000;

  private final SecureRandom random;
  private final SecretKeySpec key;
  private final Map<ByteBuffer, Instant> used = new LinkedHashMap<>();

  /**
   * Makes a key that ends with this process.
   *
   * @param random from which the key and the challenges are
   */
  public Challenges(SecureRandom random) {
    this.random = random;
    byte[] bytes = new byte[CardChallenge.NONCE_LENGTH];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * Gives one out.
   *
   * @param audience who asks
   * @param binding over what the card is to speak for
   */
  public CardChallenge give(String audience, byte[] binding, Instant now) {
    byte[] half = new byte[HALF];
    random.nextBytes(half);
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    byte[] nonce = Arrays.copyOf(half, CardChallenge.NONCE_LENGTH);
    System.arraycopy(tag(audience, half, at, binding), 0, nonce, HALF, HALF);
    return new CardChallenge(audience, nonce, at, binding);
  }

  /**
   * Whether one comes back that was given out for this, and not too late. It stays unused until
   * {@link #use}.
   *
   * @param binding over what it was presented with
   */
  public Checked<CardChallenge> check(CardChallenge challenge, byte[] binding, Instant at) {
    byte[] nonce = challenge.nonce();
    byte[] right =
        tag(
            challenge.audience(),
            Arrays.copyOf(nonce, HALF),
            challenge.issuedAt(),
            challenge.binding());
    if (!MessageDigest.isEqual(right, Arrays.copyOfRange(nonce, HALF, nonce.length))) {
      return Checked.refused(CardCode.POP_FAILED, "no such challenge was given out here");
    }
    if (!challenge.isFresh(at)) {
      return Checked.refused(CardCode.POP_EXPIRED, "older than " + CardChallenge.LIFE);
    }
    if (!Arrays.equals(challenge.binding(), binding)) {
      return Checked.refused(CardCode.POP_FAILED, "given out for another application");
    }
    return Checked.passed(challenge);
  }

  /**
   * Uses one up that passed {@link #check} and that a card has signed; of several at a time one
   * does.
   */
  public synchronized Checked<CardChallenge> use(CardChallenge challenge, Instant at) {
    forget(at);
    if (used.size() >= MOST_USED) {
      return Checked.refused(CardCode.POP_EXPIRED, "too many cards at a time, try in a minute");
    }
    return used.putIfAbsent(ByteBuffer.wrap(challenge.nonce()), challenge.issuedAt()) == null
        ? Checked.passed(challenge)
        : Checked.refused(CardCode.POP_REPLAY, "used before");
  }

  /** Twice their life, so that a clock that goes back a little lets nothing come again. */
  private void forget(Instant now) {
    Instant oldest = now.minus(CardChallenge.LIFE.multipliedBy(2));
    Iterator<Instant> all = used.values().iterator();
    while (all.hasNext() && all.next().isBefore(oldest)) {
      all.remove();
    }
  }

  private byte[] tag(String audience, byte[] half, Instant at, byte[] binding) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] all =
          mac.doFinal(
              PreAuthenticationEncoding.of("siegel/challenge-tag/v1")
                  .add(audience)
                  .add(half)
                  .add(at.toEpochMilli())
                  .add(binding)
                  .bytes());
      return Arrays.copyOf(all, HALF);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + ALGORITHM, e);
    }
  }
}
