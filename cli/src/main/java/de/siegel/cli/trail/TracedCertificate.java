package de.siegel.cli.trail;

import de.siegel.certificate.CertificateIds;
import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Decoding;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.SignatureOrigin;
import de.siegel.certificate.TrustList;
import de.siegel.certificate.Verification;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.certificate.CertificateInput;
import de.siegel.cli.terminal.Terminal;
import de.siegel.schemas.audit.Links;
import de.siegel.sealing.Bytes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A certificate that is looked for in the trail.
 *
 * @param certificateId its id; empty if there is none in it to look for, which no stage of ours
 *     signs
 * @param signedBy which of our keys has signed it; empty if only the id is known
 * @param signature revocation handle of its signature; empty if only the id is known
 * @param digest of its whole signature; empty if only the id is known
 */
record TracedCertificate(
    Optional<String> certificateId,
    Optional<X509Certificate> signedBy,
    Optional<RevocationHandle> signature,
    Optional<byte[]> digest) {

  /**
   * Reads what was named, and checks that our key has signed it.
   *
   * @param which its text, a file, a picture, or its id
   * @param trusted our signing certificates; asked for only where there is a signature
   * @throws CommandFailure if it is no certificate, or not ours
   */
  static TracedCertificate read(String which, Terminal terminal, Supplier<TrustList> trusted) {
    boolean isId =
        !which.startsWith(Hcert.PREFIX) && which.contains("UVCI") && !Files.exists(Path.of(which));
    if (isId) {
      return ofId(which);
    }
    String text = CertificateInput.read(which, terminal.in());
    TrustList ours = trusted.get();
    Optional<X509Certificate> by = SignatureOrigin.of(text, ours);
    Decoding decoding = Hcert.decode(text);
    Optional<Hcert> certificate =
        decoding instanceof Decoding.Decoded decoded
            ? Optional.of(decoded.certificate())
            : ((Decoding.Failed) decoding).partial();
    if (by.isEmpty()) {
      throw notOurs(text, ours, decoding, certificate);
    }
    return new TracedCertificate(
        certificate.flatMap(Hcert::entry).map(DccView::certificateId),
        by,
        certificate.flatMap(Hcert::signatureHandle),
        certificate.flatMap(Hcert::signatureDigest));
  }

  private static TracedCertificate ofId(String id) {
    if (!CertificateIds.isWellFormed(id)) {
      throw CommandFailure.negative(
          "Not ours as it is written: its check character, or its form, is not that of our ids. Is"
              + " it mistyped?");
    }
    return new TracedCertificate(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static CommandFailure notOurs(
      String text, TrustList ours, Decoding decoding, Optional<Hcert> certificate) {
    Instant at = certificate.map(Hcert::issuedAt).orElse(Instant.EPOCH);
    Verification verification = new CertificateVerifier(ours).verify(text, at);
    String why =
        verification instanceof Verification.Invalid invalid
            ? invalid.message()
            : "none of our keys has signed it.";
    return CommandFailure.negative(
        certificate.isPresent()
            ? "Not ours: " + why
            : "This is no certificate, and none of our keys has signed it: "
                + ((Decoding.Failed) decoding).reason().sentence());
  }

  /** Whether there is an id to look for. */
  boolean canBeLookedUp() {
    return certificateId.isPresent();
  }

  ByteBuffer handle() {
    return ByteBuffer.wrap(RevocationHandle.ofCertificateId(certificateId.orElseThrow()).bytes());
  }

  Optional<ByteBuffer> signatureHash() {
    return signature.map(RevocationHandle::bytes).map(ByteBuffer::wrap);
  }

  /**
   * Whether it is what was issued under its id, as far as its signature is known. By the whole
   * signature: under the same r somebody with the key could sign something else.
   */
  boolean isIssuedAs(Links issued) {
    byte[] signed = Bytes.of(issued.getSignatureDigest());
    return signature.isEmpty()
        || (issued.getSignatureHashes().contains(signatureHash().orElseThrow())
            // Leaves of an earlier release have none.
            && (signed.length == 0 || Arrays.equals(signed, digest.orElseThrow())));
  }
}
