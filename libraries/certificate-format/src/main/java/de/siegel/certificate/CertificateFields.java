package de.siegel.certificate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What the issuer adds to a draft.
 *
 * @param certificateId the UVCI (U-01): {@code A-Z 0-9 / # :}, at most 80 characters
 * @param keyId names the DSC (C-10)
 * @param algorithm the algorithm of that DSC's key (C-09)
 * @param issuedAt {@code iat}; cut to whole seconds (C-05)
 * @param expiresAt {@code exp}; cut to whole seconds, after {@code iat} and before the year 10000
 */
public record CertificateFields(
    String certificateId,
    KeyId keyId,
    SignatureAlgorithm algorithm,
    Instant issuedAt,
    Instant expiresAt) {

  /** First second whose date needs five digits. */
  static final long YEAR_10000 = 253_402_300_800L;

  public CertificateFields {
    Objects.requireNonNull(keyId);
    Objects.requireNonNull(algorithm);
    issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    if (!CertificateIds.hasAllowedCharacters(certificateId)) {
      throw new IllegalArgumentException(
          "certificate id must be 1 to 80 characters A-Z 0-9 / # : (U-01)");
    }
    if (issuedAt.getEpochSecond() < 0
        || !issuedAt.isBefore(expiresAt)
        || expiresAt.getEpochSecond() >= YEAR_10000) {
      throw new IllegalArgumentException("iat must be before exp, both from 1970 to 9999 (C-05)");
    }
  }

  /** Fields for a key of the primary algorithm, ES256. */
  public CertificateFields(String certificateId, KeyId keyId, Instant issuedAt, Instant expiresAt) {
    this(certificateId, keyId, SignatureAlgorithm.ES256, issuedAt, expiresAt);
  }
}
