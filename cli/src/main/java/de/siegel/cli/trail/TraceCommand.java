package de.siegel.cli.trail;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Decoding;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.InvalidReason;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import de.siegel.certificate.TrustList;
import de.siegel.certificate.Verification;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.certificate.CertificateInput;
import de.siegel.cli.certificate.TrustListFile;
import de.siegel.cli.revocation.RevokedOnTopic;
import de.siegel.cli.revocation.UploadCertificate;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Table;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.kafka.AuditTrailReader;
import de.siegel.replay.kafka.SequencerProgress;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditAttestation;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditFinding;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel audit trace}: the first question of every investigation. */
@Command(
    name = "trace",
    description = {
      "Says of a certificate whether it is ours, who asked for it, in which session, what was decided",
      "and why, and whether it is revoked. Ends with 0 if it is in the trail, with 1 if it is not ours",
      "or that cannot be told, and with 3 if our key has signed it and the trail does not know it:",
      "then the key is compromised. Needs --link-keys."
    })
final class TraceCommand implements Callable<Integer> {
  /** Where nothing is broken a leaf is there within 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private static final Path QUICKSTART = Path.of("siegel-data");

  /** Reasons that say that none of our keys has signed this. */
  private static final Set<InvalidReason> NOT_OURS =
      EnumSet.of(
          InvalidReason.ALGORITHM_UNSUPPORTED,
          InvalidReason.KEY_ID_MISSING,
          InvalidReason.SIGNER_UNKNOWN,
          InvalidReason.SIGNER_KEY_UNUSABLE,
          InvalidReason.SIGNATURE_WRONG);

  private final Terminal terminal;
  private final Clock clock;

  @Parameters(
      paramLabel = "CERTIFICATE",
      description =
          "Its text (HC1:...), a file with the text, a picture with its QR code, or its id (ci), such"
              + " as URN:UVCI:01DE/…")
  private String which;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "Our signing certificates: trust-list.json of a run, or one certificate, DER or PEM; of a"
              + " quickstart in this folder, if not named.")
  private Path trust;

  @Option(
      names = "--upload-certificate",
      paramLabel = "FILE",
      description =
          "By which lists of revoked certificates are believed; of a quickstart in this folder, if"
              + " not named.")
  private Path upload;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  TraceCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** What is looked for. */
  private record Wanted(
      String certificateId, Optional<RevocationHandle> signature, Optional<byte[]> digest) {
    ByteBuffer handle() {
      return ByteBuffer.wrap(RevocationHandle.ofCertificateId(certificateId).bytes());
    }

    Optional<ByteBuffer> signatureHash() {
      return signature.map(RevocationHandle::bytes).map(ByteBuffer::wrap);
    }
  }

  /** What the trail has of it. */
  private static final class Found {
    private Leaf issued;
    private boolean announced;
    private long closed;
    private boolean whole;
    private final List<Leaf> ofRequest = new ArrayList<>();
  }

  @Override
  public Integer call() {
    Wanted wanted = wanted();
    try (Cluster opened = cluster.open()) {
      Found found = find(opened, wanted);
      if (found.issued == null) {
        return unknown(wanted, found);
      }
      show(opened, wanted, found);
      if (wanted.signature().isPresent() && !isTheIssuedOne(wanted, links(found.issued))) {
        return compromised(
            "The trail knows its id, but another signature was issued under it"
                + (found.announced
                    ? ". The signer announced this one and never published it."
                    : "."));
      }
      return ExitCode.OK.value();
    } catch (DamagedTrail e) {
      throw CommandFailure.negative("The trail is damaged: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw CommandFailure.negative(
          "The trail cannot be read from the broker: is it running, is --bootstrap right?", e);
    }
  }

  /** By the whole signature: under the same r somebody with the key could sign something else. */
  private static boolean isTheIssuedOne(Wanted wanted, Links issued) {
    byte[] digest = bytes(issued.getSignatureDigest());
    return issued.getSignatureHashes().contains(wanted.signatureHash().orElseThrow())
        // Leaves of an earlier release have none.
        && (digest.length == 0 || Arrays.equals(digest, wanted.digest().orElseThrow()));
  }

  private Wanted wanted() {
    boolean isId =
        !which.startsWith(Hcert.PREFIX) && which.contains("UVCI") && !Files.exists(Path.of(which));
    if (isId) {
      return new Wanted(which, Optional.empty(), Optional.empty());
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
    Verification verification = new CertificateVerifier(trusted()).verify(text, read.issuedAt());
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
    return new Wanted(id, read.signatureHandle(), read.signatureDigest());
  }

  private TrustList trusted() {
    Path file =
        trust != null
            ? trust
            : cluster
                .data()
                .orElse(QUICKSTART)
                .resolve("authority/document-signing-certificate.der");
    if (trust == null && !Files.exists(file)) {
      throw CommandFailure.usage(
          "--trust: name our signing certificates, such as trust-list.json of a run's output.");
    }
    if (file.toString().endsWith(".json")) {
      return TrustListFile.read(file);
    }
    try (java.io.InputStream in = Files.newInputStream(file)) {
      return TrustList.of(
          List.of(
              (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)));
    } catch (java.io.IOException | CertificateException e) {
      throw CommandFailure.usage("--trust: " + file + " is no certificate that can be read.", e);
    }
  }

  private Found find(Cluster opened, Wanted wanted) {
    Instant end = clock.instant().plus(PATIENCE);
    SequencerProgress sequencer = SequencerProgress.begin(opened.kafka());
    Found found = new Found();
    try (AuditTrailReader reader = reader(opened)) {
      reader.readToEnd(TraceCommand::tells, leaf -> look(leaf, wanted, found));
      found.whole = sequencer.isPassed(opened.kafka());
      while (found.issued == null && !found.whole && clock.instant().isBefore(end)) {
        // It may have been issued a moment ago.
        LockSupport.parkNanos(LOOK.toNanos());
        found.whole = sequencer.isPassed(opened.kafka());
      }
      if (found.issued == null) {
        reader.readToEnd(TraceCommand::tells, leaf -> look(leaf, wanted, found));
      }
    }
    if (found.issued != null) {
      Links issued = links(found.issued);
      try (AuditTrailReader reader = reader(opened)) {
        reader.readToEnd(
            leaf ->
                leaf.links()
                    .opened()
                    .filter(links -> links.getPharmacyId().equals(issued.getPharmacyId()))
                    .filter(links -> links.getRequestId().equals(issued.getRequestId()))
                    .ifPresent(links -> found.ofRequest.add(leaf)));
      }
    }
    return found;
  }

  private static AuditTrailReader reader(Cluster opened) {
    return new AuditTrailReader(
        opened.kafka(), opened.registry(), () -> ReplayCommand.links(opened));
  }

  private static boolean tells(AuditEvent event) {
    return event.getKind() == AuditKind.ISSUED || event.getKind() == AuditKind.SIGNING_DONE;
  }

  private static void look(Leaf leaf, Wanted wanted, Found found) {
    if (leaf.links() instanceof LeafLinks.Closed) {
      found.closed++;
    }
    Optional<Links> links = leaf.links().opened();
    if (links.isEmpty()) {
      return;
    }
    if (leaf.event().getKind() == AuditKind.ISSUED
        && found.issued == null
        && links.get().getCertificateIdHash().equals(wanted.handle())) {
      found.issued = leaf;
    }
    if (leaf.event().getKind() == AuditKind.SIGNING_DONE
        && wanted.signatureHash().filter(links.get().getSignatureHashes()::contains).isPresent()) {
      found.announced = true;
    }
  }

  private static Links links(Leaf leaf) {
    return leaf.links().opened().orElseThrow();
  }

  private int unknown(Wanted wanted, Found found) {
    if (found.closed > 0) {
      throw CommandFailure.negative(
          "That cannot be told: "
              + found.closed
              + " leaves stay closed. Name the folder of the months' keys with --link-keys (of a"
              + " quickstart: siegel-data/authority/audit-link-keys).");
    }
    if (wanted.signature().isEmpty()) {
      throw CommandFailure.negative("Not ours: no leaf of the trail tells of this id.");
    }
    if (!found.whole) {
      throw CommandFailure.negative(
          "That cannot be told yet: the sequencer has not brought all events into the trail. Does it"
              + " run (siegel_sequencer_lag)? Try again when it has caught up.");
    }
    return compromised(
        found.announced
            ? "The signer announced this signature, but never published it: it was taken from there."
            : "Our key has signed it, and no leaf of the trail tells of it.");
  }

  private int compromised(String why) {
    Style style = terminal.outStyle();
    terminal.out().println(style.bad("KEY COMPROMISE") + ": " + why);
    terminal
        .out()
        .println(
            "Stop issuing (siegel admission pause), keep everything as it is, rotate the key.");
    terminal.out().flush();
    return ExitCode.COMPROMISED.value();
  }

  private void show(Cluster opened, Wanted wanted, Found found) {
    Links links = links(found.issued);
    Decision decision = found.issued.event().getDecision();
    Table table = Table.headless(2);
    table.row("certificate", wanted.certificateId());
    table.row("issued", found.issued.event().getOccurredAt() + ", leaf " + found.issued.index());
    table.row("pharmacy", links.getPharmacyId());
    table.row("terminal", orDash(links.getTerminal()));
    table.row("operator", orDash(links.getOperator()));
    table.row("session", links.getSessionId());
    table.row("request", links.getRequestId() + ", by tenant " + links.getTenant());
    if (!links.getSupersedes().isEmpty()) {
      table.row("replaces", "request " + links.getSupersedes());
    }
    table.row("expires", Instant.ofEpochSecond(decision.getExpiresAt()).toString());
    table.row(
        "control versions",
        "admissions "
            + decision.getAdmissionsVersion()
            + ", sessions "
            + decision.getSessionsVersion()
            + ", stage keys "
            + decision.getStageKeysVersion()
            + ", epoch keys "
            + decision.getEpochKeysVersion()
            + ", fraud configuration "
            + decision.getFraudConfigurationVersion());
    table.row("revoked", revoked(opened, wanted, found));
    table.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().println();
    Table steps = Table.of("leaf", "when", "stage", "what", "why");
    for (Leaf leaf : found.ofRequest) {
      steps.row(
          Long.toString(leaf.index()),
          leaf.event().getOccurredAt().toString(),
          leaf.event().getStage(),
          leaf.event().getKind().name(),
          why(leaf.event().getDecision()));
    }
    steps.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private static String why(Decision decision) {
    if (decision == null) {
      return "-";
    }
    List<String> parts = new ArrayList<>();
    decision.getFindings().stream().map(AuditFinding::getCode).forEach(parts::add);
    if (!decision.getAttestations().isEmpty()) {
      parts.add(
          "attested by "
              + decision.getAttestations().stream()
                  .map(AuditAttestation::getStage)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    if (!decision.getRules().isEmpty()) {
      parts.add("score " + decision.getScore() + ": " + String.join(", ", decision.getRules()));
    }
    return parts.isEmpty() ? "-" : String.join("; ", parts);
  }

  private String revoked(Cluster opened, Wanted wanted, Found found) {
    Path file =
        upload != null
            ? upload
            : cluster.data().orElse(QUICKSTART).resolve(UploadCertificate.OF_A_QUICKSTART);
    if (upload == null && !Files.exists(file)) {
      return "not looked at: name --upload-certificate";
    }
    RevokedOnTopic lists =
        RevokedOnTopic.read(opened.kafka(), UploadCertificate.read(file), clock.instant());
    Links links = links(found.issued);
    KeyId key = KeyId.of(bytes(found.issued.event().getDecision().getKeyId()));
    List<RevocationHandle> handles = new ArrayList<>();
    handles.add(RevocationHandle.ofBytes(Kind.UCI, bytes(links.getCertificateIdHash())));
    handles.add(
        RevocationHandle.ofBytes(Kind.COUNTRYCODEUCI, bytes(links.getCountryCertificateIdHash())));
    links
        .getSignatureHashes()
        .forEach(hash -> handles.add(RevocationHandle.ofBytes(Kind.SIGNATURE, bytes(hash))));
    wanted.signature().ifPresent(handles::add);
    String foreign =
        lists.foreign() == 0
            ? ""
            : " (" + lists.foreign() + " records there are not by the upload certificate)";
    return lists
            .when(key, handles)
            .map(at -> terminal.outStyle().bad("yes") + ", published " + at)
            .orElse("no")
        + foreign;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
