package de.siegel.identity.card;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A CA that the trust list names.
 *
 * @param certificate its certificate
 * @param inAccord false if its service is revoked, since whenever (trap L7: refused for all new
 *     sessions, stricter than gematik)
 * @param since from when on that is so
 * @param types certificate types it may issue, dotted object identifiers
 * @param ocsp where the status of its cards is asked: from the trust list and never from a card
 *     (trap L6)
 */
public record CardIssuer(
    X509CertificateHolder certificate,
    boolean inAccord,
    Instant since,
    Set<String> types,
    Optional<URI> ocsp) {
  public CardIssuer {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(since);
    Objects.requireNonNull(ocsp);
    types = Set.copyOf(types);
  }

  boolean isNamed(X500Name name) throws IOException {
    return Arrays.equals(certificate.getSubject().getEncoded(), name.getEncoded());
  }

  boolean hasKeyIdentifier(byte[] identifier) {
    SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
    return own != null && Arrays.equals(own.getKeyIdentifier(), identifier);
  }

  /** The key under which cards are signed. */
  SubjectPublicKeyInfo key() {
    return certificate.getSubjectPublicKeyInfo();
  }
}
