package de.siegel.fraudcheck;

import de.siegel.fraudrules.BatchName;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.servicekit.control.ControlUnavailable;
import de.siegel.servicekit.key.SecretFolder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens in place of what a request names: the first 8 bytes of HMAC-SHA256 under a secret. The
 * secret for batches is a quarter's, and for eight weeks of the next one it makes a second token
 * beside the new one: when it is destroyed, nobody can tell what a token stood for. Work places are
 * remembered for thirteen weeks after their last use, so theirs stays until an operator changes it;
 * then all of them are new.
 *
 * <p>Not safe for use by several threads.
 */
final class FraudTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PLACES = "places";

  private final SecretFolder keys;
  private Keyed places = new Keyed();
  private Keyed batches = new Keyed();
  private Keyed former = new Keyed();
  private String absent = "";

  /** A MAC that keeps its key until another one is asked for. */
  private static final class Keyed {
    private byte[] key = new byte[0];
    private Mac mac;

    long token(byte[] secret, byte[] of) {
      try {
        if (secret != key) {
          mac = Mac.getInstance(ALGORITHM);
          mac.init(new SecretKeySpec(secret, ALGORITHM));
          key = secret;
        }
        return ByteBuffer.wrap(mac.doFinal(of)).getLong();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * @param keys {@code places.key} and {@code <year>-Q<quarter>.key}, UTC
   */
  FraudTokens(SecretFolder keys) {
    this.keys = keys;
  }

  /** Of a terminal, an operator or a card of a pharmacy; 0 of the empty name. */
  long place(String kind, String pharmacyId, String name) {
    if (name.isEmpty()) {
      return 0;
    }
    return places.token(
        key(PLACES), PreAuthenticationEncoding.of(kind).add(pharmacyId).add(name).bytes());
  }

  /** Of a batch of a product, the same for all pharmacies; 0 if no batch is named. */
  long batch(Instant at, String product, String batch) {
    String normal = BatchName.normal(batch);
    return normal.isEmpty() ? 0 : batches.token(key(quarter(at)), name(product, normal));
  }

  /**
   * The same under the secret of the quarter before; 0 if no batch is named, that quarter is too
   * long over, or its secret is not there: then the quarter begins without any memory.
   */
  long formerBatch(Instant at, String product, String batch) {
    String normal = BatchName.normal(batch);
    if (normal.isEmpty()) {
      return 0;
    }
    return formerKey(at).map(secret -> former.token(secret, name(product, normal))).orElse(0L);
  }

  private static byte[] name(String product, String normal) {
    return PreAuthenticationEncoding.of("batch").add(product).add(normal).bytes();
  }

  /**
   * Of what a family is vaccinated with on one day.
   *
   * @param batch token
   * @param eventDate null if there is none
   */
  long visit(Instant at, long batch, LocalDate eventDate) {
    return batches.token(
        key(quarter(at)),
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(batch)
            .putLong(eventDate == null ? 0 : eventDate.toEpochDay())
            .array());
  }

  /** Whether the secrets are there that a time needs: without them nothing can be decided then. */
  boolean readyFor(Instant at) {
    return keys.find(PLACES).isPresent() && keys.find(quarter(at)).isPresent();
  }

  /** Whether the former secret should be there at a time, and is not. */
  boolean lacksFormer(Instant at) {
    return isBeside(at) && formerKey(at).isEmpty();
  }

  /** Whether a former token can be made at a time. */
  boolean hasFormer(Instant at) {
    return formerKey(at).isPresent();
  }

  /** Lets go of secrets that were destroyed, and sees new ones; call it every minute or so. */
  void forgetDestroyed() {
    keys.forgetDestroyed();
    absent = "";
    // A MAC holds its key too.
    places = new Keyed();
    batches = new Keyed();
    former = new Keyed();
  }

  /** The quarter whose secret makes the tokens of batches at a time, such as 2026-Q4. */
  static String quarter(Instant at) {
    return TokenQuarter.of(at).id();
  }

  private static boolean isBeside(Instant at) {
    return at.isBefore(TokenQuarter.of(at).besideUntil());
  }

  /** By event time, not by what is in a folder: whoever starts again decides alike. */
  private Optional<byte[]> formerKey(Instant at) {
    String id = TokenQuarter.of(at).before().id();
    if (!isBeside(at) || id.equals(absent)) {
      return Optional.empty();
    }
    Optional<byte[]> secret = keys.find(id);
    if (secret.isEmpty()) {
      // Nobody looks for a file with each request.
      absent = id;
    }
    return secret;
  }

  private byte[] key(String id) {
    return keys.find(id)
        .orElseThrow(() -> new ControlUnavailable("There is no fraud token key for " + id));
  }
}
