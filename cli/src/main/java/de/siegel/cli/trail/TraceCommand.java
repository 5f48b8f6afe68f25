package de.siegel.cli.trail;

import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.RevocationHandle.Kind;
import de.siegel.certificate.TrustList;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.certificate.TrustListFile;
import de.siegel.cli.revocation.RevokedOnTopic;
import de.siegel.cli.revocation.UploadCertificate;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.replay.trail.DamagedTrail;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.Links;
import de.siegel.sealing.Bytes;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
  private static final Path QUICKSTART = Path.of("siegel-data");

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

  @Option(
      names = "--log-key",
      paramLabel = "KEY",
      description =
          "The log's verifier key, or a file with it, to tell a key that was stolen from a trail that"
              + " was cut; of a quickstart in this folder, if not named.")
  private String logKey;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  TraceCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    TracedCertificate wanted = TracedCertificate.read(which, terminal, this::trusted);
    try (Cluster opened = cluster.open()) {
      if (!wanted.canBeLookedUp()) {
        return compromised(
            opened, wanted, "Our key has signed it, and no stage of ours signs such a thing.");
      }
      TraceSearch.Found found = TraceSearch.find(opened, wanted, clock);
      if (found.issued().isEmpty()) {
        return unknown(opened, wanted, found);
      }
      Leaf issued = found.issued().get();
      TraceTable.print(
          terminal, wanted, issued, found.ofRequest(), revoked(opened, wanted, issued));
      if (!wanted.isIssuedAs(TraceSearch.links(issued))) {
        return compromised(
            opened,
            wanted,
            "The trail knows its id, but another signature was issued under it"
                + (found.announced()
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

  private Optional<VerifierKey> logKey() {
    Path file = cluster.data().orElse(QUICKSTART).resolve("log/log.vkey");
    if (logKey == null && !Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        VerifierKeys.read("--log-key", logKey == null ? file.toString() : logKey).get(0));
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

  private int unknown(Cluster opened, TracedCertificate wanted, TraceSearch.Found found) {
    if (found.closed() > 0) {
      throw CommandFailure.negative(
          "That cannot be told: "
              + found.closed()
              + " leaves stay closed. Name the folder of the months' keys with --link-keys (of a"
              + " quickstart: siegel-data/authority/audit-link-keys).");
    }
    if (wanted.signedBy().isEmpty()) {
      throw CommandFailure.negative("Not ours: no leaf of the trail tells of this id.");
    }
    if (!found.whole()) {
      throw CommandFailure.negative(
          "That cannot be told yet: the sequencer has not brought all events into the trail. Does it"
              + " run (siegel_sequencer_lag)? Try again when it has caught up.");
    }
    return compromised(
        opened,
        wanted,
        found.announced()
            ? "The signer announced this signature, but never published it: it was taken from there."
            : "Our key has signed it, and no leaf of the trail tells of it.");
  }

  private int compromised(Cluster opened, TracedCertificate wanted, String why) {
    Optional<VerifierKey> key = logKey();
    CompromiseDoubt.of(opened, wanted.signedBy().orElseThrow(), key)
        .ifPresent(
            doubt -> {
              throw CommandFailure.negative("That cannot be told: " + doubt + ".");
            });
    Style style = terminal.outStyle();
    terminal.out().println(style.bad("KEY COMPROMISE") + ": " + why);
    terminal
        .out()
        .println(
            "Stop issuing (siegel admission pause), keep everything as it is, rotate the key."
                + (key.isPresent()
                    ? ""
                    : " The trail was not held against its checkpoints: name --log-key."));
    terminal.out().flush();
    return ExitCode.COMPROMISED.value();
  }

  private String revoked(Cluster opened, TracedCertificate wanted, Leaf issued) {
    Path file =
        upload != null
            ? upload
            : cluster.data().orElse(QUICKSTART).resolve(UploadCertificate.OF_A_QUICKSTART);
    if (upload == null && !Files.exists(file)) {
      return "not looked at: name --upload-certificate";
    }
    RevokedOnTopic lists =
        RevokedOnTopic.read(opened.kafka(), UploadCertificate.read(file), clock.instant());
    Links links = TraceSearch.links(issued);
    KeyId key = KeyId.of(Bytes.of(issued.event().getDecision().getKeyId()));
    List<RevocationHandle> handles = new ArrayList<>();
    handles.add(RevocationHandle.ofBytes(Kind.UCI, Bytes.of(links.getCertificateIdHash())));
    handles.add(
        RevocationHandle.ofBytes(
            Kind.COUNTRYCODEUCI, Bytes.of(links.getCountryCertificateIdHash())));
    links
        .getSignatureHashes()
        .forEach(hash -> handles.add(RevocationHandle.ofBytes(Kind.SIGNATURE, Bytes.of(hash))));
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
}
