package de.siegel.validation.domain;

import de.siegel.schemas.event.RequestEnvelope;
import de.siegel.sealing.CryptographicFailure;
import de.siegel.sealing.PreAuthenticationEncoding;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether two submissions ask for the same thing without remembering what they ask for: an
 * HMAC-SHA256 under a key that lives 48 h.
 */
public final class SameRequest {
  private static final String HMAC = "HmacSHA256";

  private SameRequest() {}

  /** The tag of what a submission asks for. */
  public static byte[] tag(byte[] samenessKey, RequestEnvelope envelope, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(samenessKey, HMAC));
      return mac.doFinal(
          PreAuthenticationEncoding.of("siegel/sameness/v1")
              .add(envelope.getPharmacyId())
              .add(envelope.getRequestId())
              .add(envelope.getFormat())
              .add(envelope.getSupersedes())
              .add(content)
              .bytes());
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }
}
