package de.siegel.identity.control;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The location code in certificate ids: a pharmacy's own for one month, so that a block by prefix
 * hits one pharmacy in one window, and nobody without its seed can link two months or tell the
 * pharmacy.
 */
public final class LocationCodes {
  /** Length of a pharmacy's seed in bytes. */
  public static final int SEED_LENGTH = 16;

  /** Characters of a code, each of {@code 0-9A-Z}: 51 bits, so that codes do not meet by chance. */
  public static final int LENGTH = 10;

  private static final int BASE = 36;
  private static final BigInteger CODES = BigInteger.valueOf(BASE).pow(LENGTH);

  /** Looked up once a thread and not for each request. */
  private static final ThreadLocal<Mac> HMAC = ThreadLocal.withInitial(LocationCodes::hmac);

  private LocationCodes() {}

  /** The month, in UTC, whose code a request of that time gets. */
  public static YearMonth monthOf(Instant requestedAt) {
    return YearMonth.from(requestedAt.atOffset(ZoneOffset.UTC));
  }

  /**
   * A month's code: HMAC-SHA256 with the seed over {@code yyyy-MM}, modulo 36^10, in base 36 with
   * leading zeros (ADR 14).
   *
   * @throws IllegalArgumentException if the seed has another length
   */
  public static String of(byte[] seed, YearMonth month) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException("a location seed has " + SEED_LENGTH + " bytes");
    }
    try {
      Mac mac = HMAC.get();
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      byte[] tag = mac.doFinal(month.toString().getBytes(StandardCharsets.US_ASCII));
      String code = new BigInteger(1, tag).mod(CODES).toString(BASE).toUpperCase(Locale.ROOT);
      return "0".repeat(LENGTH - code.length()) + code;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes keys of any length", e);
    }
  }

  private static Mac hmac() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
