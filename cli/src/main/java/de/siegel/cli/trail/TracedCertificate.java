package de.siegel.cli.trail;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Decoding;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.InvalidReason;
import de.siegel.certificate.RevocationHandle;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A certificate that is looked for in the trail.
 *
 * @param certificateId its id
 * @param signature revocation handle of its signature; empty if only the id is known
 * @param digest of its whole signature; empty if only the id is known
 */
record TracedCertificate(
    String certificateId, Optional<RevocationHandle> signature, Optional<byte[]> digest) {

  /** Reasons that say that none of our keys has signed this. */
  private static final Set<InvalidReason> NOT_OURS =
      EnumSet.of(
          InvalidReason.ALGORITHM_UNSUPPORTED,
          InvalidReason.KEY_ID_MISSING,
          InvalidReason.SIGNER_UNKNOWN,
          InvalidReason.SIGNER_KEY_UNUSABLE,
          InvalidReason.SIGNATURE_WRONG);

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
      return new TracedCertificate(which, Optional.empty(), Optional.empty());
    }
    String text = CertificateInput.read(which, terminal.in());
    Decoding decoding = Hcert.decode(text);
    Optional<Hcert> certificate =
        decoding instanceof Decoding.Decoded decoded
            ? Optional.of(decoded.certificate())
            : ((Decoding.Failed) decoding).partial();
    if (certificate.isEmpty()) {
      throw CommandFailure.negative(
          "This is no certificate: " + ((Decoding.Failed) decoding).reason().sentence());
    }
    Hcert read = certificate.get();
    Verification verification =
        new CertificateVerifier(trusted.get()).verify(text, read.issuedAt());
    if (verification instanceof Verification.Invalid invalid
        && NOT_OURS.contains(invalid.reason())) {
      throw CommandFailure.negative("Not ours: " + invalid.message());
    }
    String id =
        read.entry()
            .map(DccView::certificateId)
            .orElseThrow(
                () ->
                    CommandFailure.negative(
                        "Our key has signed it, but there is no certificate id in it to look for."));
    return new TracedCertificate(id, read.signatureHandle(), read.signatureDigest());
  }

  ByteBuffer handle() {
    return ByteBuffer.wrap(RevocationHandle.ofCertificateId(certificateId).bytes());
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
