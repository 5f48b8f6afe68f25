package de.siegel.identity.card;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The trust list of the Telematikinfrastruktur (TSL; ETSI TS 102 231), as its pinned signer signed
 * it.
 *
 * @param sequence of the list; a lower one never replaces a higher one
 * @param issuedAt when it was issued
 * @param nextUpdate when the next one is due
 * @param issuers the CAs, in the list's order
 * @param responders certificates of the OCSP responders
 */
public record TrustServiceList(
    long sequence,
    Instant issuedAt,
    Instant nextUpdate,
    List<CardIssuer> issuers,
    List<X509CertificateHolder> responders) {
  /** So long a list is used past its next update, so that a late publisher stops nobody. */
  public static final Duration GRACE = Duration.ofDays(3);

  public TrustServiceList {
    Objects.requireNonNull(issuedAt);
    Objects.requireNonNull(nextUpdate);
    issuers = List.copyOf(issuers);
    responders = List.copyOf(responders);
  }

  /** Whether it may be used at a time. */
  public boolean isUsable(Instant at) {
    return !at.isBefore(issuedAt) && !at.isAfter(nextUpdate.plus(GRACE));
  }
}
