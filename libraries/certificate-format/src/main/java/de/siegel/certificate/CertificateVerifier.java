package de.siegel.certificate;

import java.security.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Verifies HC1 texts against a trust list. Accepts what readers must accept (key id in either
 * header, a missing or doubled tag, times as floats) and no more. Safe for several threads.
 */
public final class CertificateVerifier {

  private final SignatureVerifier signatures;
  private final Map<KeyId, List<TrustedSigner>> signers;
  private final Revocations revocations;

  /** Verifies with BouncyCastle, whose P-256 is ten times as fast as the one of JDK 17. */
  public CertificateVerifier(TrustList trustList) {
    this(trustList, new BouncyCastleProvider());
  }

  /** Verifies with that crypto provider, and looks at no list of revoked certificates. */
  public CertificateVerifier(TrustList trustList, Provider provider) {
    this(trustList, provider, Revocations.NONE);
  }

  /** Verifies, and honours what is revoked. */
  public CertificateVerifier(TrustList trustList, Revocations revocations) {
    this(trustList, new BouncyCastleProvider(), revocations);
  }

  private CertificateVerifier(TrustList trustList, Provider provider, Revocations revocations) {
    this.revocations = revocations;
    this.signatures = new SignatureVerifier(provider);
    Map<KeyId, List<TrustedSigner>> prepared = new HashMap<>();
    trustList
        .certificates()
        .forEach(
            (keyId, certificates) ->
                prepared.put(
                    keyId,
                    certificates.stream()
                        .map(certificate -> TrustedSigner.of(certificate, provider))
                        .toList()));
    this.signers = Map.copyOf(prepared);
  }

  /**
   * Judges a text at a time. Never throws for content.
   *
   * @throws IllegalStateException when the crypto provider lacks an algorithm
   */
  public Verification verify(String text, Instant at) {
    Decoding decoding = Hcert.decode(text);
    if (decoding instanceof Decoding.Failed failed) {
      // A broken schema comes last: a forged certificate shall be called forged.
      return failed
          .partial()
          .map(certificate -> verifySigned(certificate, at, Optional.of(failed.reason())))
          .orElseGet(() -> new Verification.Invalid(failed.reason(), Optional.empty()));
    }
    return verifySigned(((Decoding.Decoded) decoding).certificate(), at, Optional.empty());
  }

  private Verification verifySigned(
      Hcert certificate, Instant at, Optional<InvalidReason> brokenSchema) {
    Optional<SignatureAlgorithm> algorithm = certificate.algorithm();
    if (algorithm.isEmpty()) {
      return invalid(InvalidReason.ALGORITHM_UNSUPPORTED, certificate);
    }
    if (certificate.rawKeyId().isEmpty()) {
      return invalid(InvalidReason.KEY_ID_MISSING, certificate);
    }
    List<TrustedSigner> candidates =
        certificate.keyId().map(keyId -> signers.getOrDefault(keyId, List.of())).orElse(List.of());
    if (candidates.isEmpty()) {
      return invalid(InvalidReason.SIGNER_UNKNOWN, certificate);
    }
    List<TrustedSigner> usable =
        candidates.stream().filter(signer -> signer.algorithm().equals(algorithm)).toList();
    if (usable.isEmpty()) {
      return invalid(InvalidReason.SIGNER_KEY_UNUSABLE, certificate);
    }
    byte[] signed = certificate.signatureStructure();
    byte[] signature = certificate.signature();
    for (TrustedSigner signer : usable) {
      if (signatures.verify(algorithm.get(), signer.key(), signed, signature)) {
        return reasonAgainst(certificate, signer, at)
            .or(() -> isRevoked(certificate) ? Optional.of(InvalidReason.REVOKED) : brokenSchema)
            .map(reason -> invalid(reason, certificate))
            .orElseGet(() -> new Verification.Valid(certificate, signer.certificate()));
      }
    }
    return invalid(InvalidReason.SIGNATURE_WRONG, certificate);
  }

  private static Optional<InvalidReason> reasonAgainst(
      Hcert certificate, TrustedSigner signer, Instant at) {
    Optional<DccView> entry = certificate.entry();
    if (entry.isPresent() && !signer.purposes().contains(entry.get().type())) {
      return Optional.of(InvalidReason.SIGNER_PURPOSE);
    }
    if (!signer.isValidAt(certificate.issuedAt())) {
      return Optional.of(InvalidReason.SIGNER_NOT_VALID);
    }
    if (at.isBefore(certificate.issuedAt())) {
      return Optional.of(InvalidReason.NOT_YET_VALID);
    }
    if (at.isAfter(certificate.expiresAt())) {
      return Optional.of(InvalidReason.EXPIRED);
    }
    // Its issuer should not have let it outlive the signer (C-06).
    return at.isAfter(signer.notAfter())
        ? Optional.of(InvalidReason.SIGNER_NOT_VALID)
        : Optional.empty();
  }

  /** By any of the three handles. */
  private boolean isRevoked(Hcert certificate) {
    List<RevocationHandle> handles = new ArrayList<>();
    certificate.signatureHandle().ifPresent(handles::add);
    certificate
        .entry()
        .map(DccView::certificateId)
        .ifPresent(
            id -> {
              handles.add(RevocationHandle.ofCertificateId(id));
              certificate
                  .issuer()
                  .ifPresent(
                      issuer ->
                          handles.add(RevocationHandle.ofCountryAndCertificateId(issuer, id)));
            });
    KeyId keyId = certificate.keyId().orElseThrow();
    return handles.stream().anyMatch(handle -> revocations.revokes(keyId, handle));
  }

  private static Verification invalid(InvalidReason reason, Hcert certificate) {
    return new Verification.Invalid(reason, Optional.of(certificate));
  }
}
