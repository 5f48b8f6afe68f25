package de.siegel.revocation;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import java.time.Instant;
import java.util.List;

/**
 * A certificate as the trail knows it: enough to revoke it, and nothing of its holder (rule X-08).
 *
 * @param index number of its leaf in the log
 * @param requestedAt the event time of its request
 * @param keyId the key that signed it
 * @param expiresAt when it would end
 * @param handles over id, country and id, and over each signature that was made of it, published or
 *     not: the id first
 * @param pharmacyId who asked for it
 * @param terminal where; empty if it has no name
 * @param operator who was there; empty if they have no name
 * @param sessionId in which session
 * @param requestId the pharmacy's request
 */
public record TouchedCertificate(
    long index,
    Instant requestedAt,
    KeyId keyId,
    Instant expiresAt,
    List<RevocationHandle> handles,
    String pharmacyId,
    String terminal,
    String operator,
    String sessionId,
    String requestId) {
  public TouchedCertificate {
    handles = List.copyOf(handles);
  }
}
