package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/**
 * All published samples, step by step. Each step that has another outcome than the file expects
 * stands, with its reason, in {@code sample-deviations.txt}; both a missing and a needless line
 * fail.
 */
class SampleCertificatesTest {

  private static final List<InvalidReason> AFTER_SIGNATURE =
      List.of(
          InvalidReason.SIGNER_PURPOSE,
          InvalidReason.SIGNER_NOT_VALID,
          InvalidReason.NOT_YET_VALID,
          InvalidReason.EXPIRED,
          InvalidReason.SCHEMA_BROKEN);

  @Test
  void everySampleGivesItsExpectedResult() throws Exception {
    List<Samples.Sample> samples = Samples.all();
    assertThat(samples).hasSize(338);

    List<String> deviations = new ArrayList<>();
    int steps = 0;
    for (Samples.Sample sample : samples) {
      for (Map.Entry<String, Boolean> outcome : outcomes(sample).entrySet()) {
        steps++;
        if (!sample.expects(outcome.getKey()).equals(Optional.of(outcome.getValue()))) {
          deviations.add(sample.name() + " " + outcome.getKey());
        }
      }
    }

    assertThat(steps).isGreaterThan(1_900);
    assertThat(deviations).containsExactlyInAnyOrderElementsOf(listedDeviations());
  }

  /** The outcome of each step that the file expects something of and gives the input for. */
  private static Map<String, Boolean> outcomes(Samples.Sample sample) throws Exception {
    Map<String, Boolean> outcomes = new TreeMap<>();
    Optional<String> picture = sample.text("2DCODE").or(() -> sample.text("_2DCODE"));
    if (picture.isPresent() && sample.text("PREFIX").isPresent()) {
      outcomes.put("EXPECTEDPICTUREDECODE", readsPicture(picture.get(), sample));
    }
    sample
        .text("PREFIX")
        .ifPresent(
            text -> {
              String base45 = sample.text("BASE45").orElse("");
              outcomes.put("EXPECTEDUNPREFIX", text.equals(Hcert.PREFIX + base45));
            });
    if (sample.text("BASE45").isPresent() && sample.text("COMPRESSED").isPresent()) {
      outcomes.put(
          "EXPECTEDB45DECODE",
          decodesBase45(sample.text("BASE45").get(), sample.text("COMPRESSED").get()));
    }
    if (sample.text("COMPRESSED").isPresent() && sample.text("COSE").isPresent()) {
      outcomes.put(
          "EXPECTEDCOMPRESSION",
          inflates(sample.text("COMPRESSED").get(), sample.text("COSE").get()));
    }
    outcomes.putAll(verified(sample));
    outcomes.keySet().removeIf(step -> sample.expects(step).isEmpty());
    return outcomes;
  }

  private static boolean readsPicture(String picture, Samples.Sample sample) {
    return QrCode.read(Base64.getDecoder().decode(picture)).equals(sample.text("PREFIX"));
  }

  private static boolean decodesBase45(String text, String hex) {
    try {
      return HexFormat.of().formatHex(Base45.decode(text)).equalsIgnoreCase(hex);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean inflates(String hex, String inflated) {
    try {
      byte[] bytes = Zlib.inflate(HexFormat.of().parseHex(hex));
      return HexFormat.of().formatHex(bytes).equalsIgnoreCase(inflated);
    } catch (DataFormatException e) {
      return false;
    }
  }

  private static Map<String, Boolean> verified(Samples.Sample sample) throws Exception {
    Map<String, Boolean> outcomes = new TreeMap<>();
    Optional<String> cose = sample.text("COSE");
    JsonNode context = sample.content().path("TESTCTX");
    if (cose.isEmpty() || !context.path("CERTIFICATE").isTextual()) {
      return outcomes;
    }
    // From COSE upwards, so that a fault of a lower layer does not hide this one.
    String text = Hcert.PREFIX + Base45.encode(Zlib.deflate(HexFormat.of().parseHex(cose.get())));
    CertificateVerifier verifier =
        new CertificateVerifier(
            TrustList.of(List.of(certificate(context.path("CERTIFICATE").textValue()))),
            TestSigner.PROVIDER);
    Verification now = verifier.verify(text, clock(context));
    Optional<InvalidReason> reason =
        now instanceof Verification.Invalid invalid
            ? Optional.of(invalid.reason())
            : Optional.empty();
    boolean signatureGood = reason.isEmpty() || AFTER_SIGNATURE.contains(reason.get());
    outcomes.put("EXPECTEDVERIFY", signatureGood);
    if (signatureGood) {
      outcomes.put("EXPECTEDKEYUSAGE", !reason.equals(Optional.of(InvalidReason.SIGNER_PURPOSE)));
    }
    if (signatureGood && context.path("VALIDATIONCLOCK").isTextual()) {
      outcomes.put("EXPECTEDEXPIRATIONCHECK", isWithinTimes(now, clock(context)));
    }
    Decoding decoding = Hcert.decode(text);
    outcomes.put("EXPECTEDSCHEMAVALIDATION", decoding instanceof Decoding.Decoded);
    outcomes.put("EXPECTEDVALIDJSON", certificateOf(decoding).isPresent());
    outcomes.put("EXPECTEDDECODE", certificateOf(decoding).isPresent());
    return outcomes;
  }

  private static boolean isWithinTimes(Verification verification, Instant at) {
    Hcert read =
        verification instanceof Verification.Valid valid
            ? valid.certificate()
            : ((Verification.Invalid) verification).certificate().orElseThrow();
    return !at.isBefore(read.issuedAt()) && !at.isAfter(read.expiresAt());
  }

  private static Optional<Hcert> certificateOf(Decoding decoding) {
    return decoding instanceof Decoding.Decoded decoded
        ? Optional.of(decoded.certificate())
        : ((Decoding.Failed) decoding).partial();
  }

  private static Instant clock(JsonNode context) {
    String clock =
        context
            .path("VALIDATIONCLOCK")
            .asText("2021-06-01T00:00:00Z")
            .replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    return clock.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(clock).toInstant()
        : LocalDateTime.parse(clock).toInstant(ZoneOffset.UTC);
  }

  private static X509Certificate certificate(String base64) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  private static List<String> listedDeviations() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SampleCertificatesTest.class.getResourceAsStream("sample-deviations.txt"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(" -- ")).strip())
          .toList();
    }
  }
}
