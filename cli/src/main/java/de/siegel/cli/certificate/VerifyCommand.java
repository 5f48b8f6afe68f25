package de.siegel.cli.certificate;

import de.siegel.certificate.CertificateVerifier;
import de.siegel.certificate.DccView;
import de.siegel.certificate.Hcert;
import de.siegel.certificate.Layer;
import de.siegel.certificate.Revocations;
import de.siegel.certificate.Verification;
import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.revocation.UploadCertificate;
import de.siegel.cli.terminal.Style;
import de.siegel.cli.terminal.Terminal;
import de.siegel.cli.terminal.TextWidth;
import de.siegel.revocation.RevocationList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.x500.X500Principal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siegel verify}: whether a certificate is valid, and what it says. */
@Command(
    name = "verify",
    description = {
      "Decodes and verifies a certificate, and shows what it says.",
      "Ends with 0 if it is valid and with 1 and the reason if not. Lists of revoked certificates are",
      "honoured where they are named (--revocations)."
    })
public final class VerifyCommand implements Callable<Integer> {
  /** Names of attributes that RFC 2253 leaves as numbers. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of("2.5.4.5", "serialNumber", "2.5.4.97", "organizationIdentifier");

  private final Terminal terminal;

  @Parameters(paramLabel = CertificateInput.LABEL, description = CertificateInput.DESCRIPTION)
  private String certificate;

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "The signing certificates that are trusted, such as trust-list.json of a run.")
  private Path trust;

  @ArgGroup(exclusive = false)
  private Lists lists;

  /** Lists of revoked certificates. */
  static final class Lists {
    @Option(
        names = "--revocations",
        required = true,
        paramLabel = "DIR",
        description =
            "Batches of revoked certificates (.cms), such as siegel-data/revocations/batches.")
    private Path folder;

    @Option(
        names = "--upload-certificate",
        required = true,
        paramLabel = "FILE",
        description =
            "By which they are believed, such as siegel-data/authority/upload-certificate.der.")
    private Path upload;

    Revocations open(Instant at, PrintWriter err) {
      BatchFolder.require(folder, err);
      return new RevocationList(UploadCertificate.read(upload).openAll(folder), at);
    }
  }

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Judges at this time, such as 2021-06-15T10:00:00Z; without it, now.")
  private String at;

  /** Made by the main command. */
  public VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant time = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : instant(at);
    CertificateVerifier verifier =
        new CertificateVerifier(
            TrustListFile.read(trust),
            lists == null ? Revocations.NONE : lists.open(time, terminal.err()));
    Verification verification =
        verifier.verify(CertificateInput.read(certificate, terminal.in()), time);
    Style style = terminal.outStyle();
    if (verification instanceof Verification.Valid valid) {
      terminal
          .out()
          .println(style.good("VALID") + kind(valid.certificate()) + ", judged at " + time);
      show(valid.certificate());
      terminal.out().println();
      terminal.out().println("Signed by " + subject(valid.signer()));
      return ExitCode.OK.value();
    }
    Verification.Invalid invalid = (Verification.Invalid) verification;
    PrintWriter out = terminal.out();
    out.println(style.bad("NOT VALID") + ", judged at " + time);
    out.println(invalid.reason() + ": " + invalid.message());
    if (invalid.certificate().isPresent()) {
      out.println();
      // Times are judged last, when the signature is known to be good.
      out.println(
          invalid.layer() == Layer.VALIDITY || invalid.layer() == Layer.REVOCATION
              ? "It says:"
              : style.warning("It says the following; nothing of it is proved:"));
      show(invalid.certificate().get());
    }
    return ExitCode.NEGATIVE.value();
  }

  private void show(Hcert shown) {
    terminal.out().println();
    CertificateTable.of(shown)
        .lines(terminal.columns(), terminal.outStyle())
        .forEach(terminal.out()::println);
  }

  private static String kind(Hcert shown) {
    Optional<String> name = shown.entry().map(DccView::type).map(CertificateTable::name);
    return name.map(text -> " " + text).orElse("");
  }

  private static String subject(X509Certificate signer) {
    return TextWidth.clean(
        signer.getSubjectX500Principal().getName(X500Principal.RFC2253, ATTRIBUTES));
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw CommandFailure.usage(
          "--at must be a time with its zone, such as 2021-06-15T10:00:00Z.", e);
    }
  }
}
