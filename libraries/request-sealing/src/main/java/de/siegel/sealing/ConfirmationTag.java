package de.siegel.sealing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names one request towards a person who confirms it, without saying anything of its content: an
 * HMAC-SHA256 (RFC 2104) under a key derived from the session's secret (HKDF-SHA256, RFC 5869), so
 * that nobody who sees the tag can try names. It is of this request in this session alone; what a
 * person signed over it is of no use for another.
 */
public final class ConfirmationTag {
  /** Length of a tag in bytes. */
  public static final int LENGTH = 32;

  private static final String LABEL = "siegel/confirmation-tag/v1";
  private static final String HMAC = "HmacSHA256";

  private ConfirmationTag() {}

  /**
   * The tag of a request.
   *
   * @param secret of the session that the request is sent in
   * @param requestId the request's own id; never used for another content
   * @param format of the content, for example {@code eu-dcc-1.3}
   * @param supersedes the request that it replaces; null counts as empty
   * @param content what will be sealed, byte for byte
   * @return 32 bytes
   */
  public static byte[] of(
      SessionSecret secret, String requestId, String format, String supersedes, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.derive(LABEL, requestId), HMAC));
      return mac.doFinal(
          PreAuthenticationEncoding.of(LABEL)
              .add(requestId)
              .add(format)
              .add(supersedes)
              .add(content)
              .bytes());
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }
}
