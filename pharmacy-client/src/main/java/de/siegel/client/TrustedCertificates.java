package de.siegel.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Decoding;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.InvalidReason;
import de.siegel.certificate.TrustList;
import de.siegel.certificate.Verification;
import de.siegel.sealing.Reply;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks certificates against a trust list and the request. Safe for several threads. */
final class TrustedCertificates implements CertificateCheck {
  private static final Duration RELOAD_AFTER = Duration.ofMinutes(1);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Supplier<TrustList> trustList;
  private CertificateVerifier verifier;
  private long loadedNanos;

  TrustedCertificates(Supplier<TrustList> trustList) {
    this.trustList = trustList;
  }

  @Override
  public Optional<String> objection(Optional<byte[]> content, Reply issued) {
    String text = issued.certificate().orElse("");
    if (!(Hcert.decode(text) instanceof Decoding.Decoded decoded)) {
      return Optional.of("it cannot be decoded");
    }
    Hcert certificate = decoded.certificate();
    // At its own time: the clock of this computer may be behind the broker's.
    Verification verification = verify(text, certificate);
    if (verification instanceof Verification.Invalid invalid) {
      return Optional.of(invalid.reason() + ": " + invalid.message());
    }
    Optional<DccView> entry = certificate.entry();
    if (entry.isEmpty()
        || !issued.certificateId().equals(Optional.of(entry.get().certificateId()))) {
      return Optional.of("its id is not the one that the reply names");
    }
    return content.isEmpty() || isFor(content.get(), certificate.dcc(), entry.get())
        ? Optional.empty()
        : Optional.of("it is not for the person and kind that were asked for");
  }

  private Verification verify(String text, Hcert certificate) {
    Verification verification = verifier(false).verify(text, certificate.issuedAt());
    return verification instanceof Verification.Invalid invalid
            && invalid.reason() == InvalidReason.SIGNER_UNKNOWN
        ? verifier(true).verify(text, certificate.issuedAt())
        : verification;
  }

  private synchronized CertificateVerifier verifier(boolean signerUnknown) {
    long now = System.nanoTime();
    if (verifier == null || (signerUnknown && now - loadedNanos > RELOAD_AFTER.toNanos())) {
      verifier = new CertificateVerifier(trustList.get());
      loadedNanos = now;
    }
    return verifier;
  }

  private static boolean isFor(byte[] content, JsonNode dcc, DccView entry) {
    try {
      JsonNode request = MAPPER.readTree(content);
      JsonNode payload = request.path("payload");
      return request.path("type").asText().equals(entry.type().letter())
          && same(payload.at("/nam/fn"), dcc.at("/nam/fn"))
          && same(payload.at("/nam/gn"), dcc.at("/nam/gn"))
          && same(payload.path("dob"), dcc.path("dob"));
    } catch (IOException e) {
      return false; // no certificate can have been issued for what is no JSON
    }
  }

  /** The issuer may write a name in another normal form, and with other blanks. */
  private static boolean same(JsonNode asked, JsonNode issued) {
    return normal(asked).equals(normal(issued));
  }

  private static String normal(JsonNode text) {
    return Normalizer.normalize(text.asText(""), Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Z}]+", "");
  }
}
