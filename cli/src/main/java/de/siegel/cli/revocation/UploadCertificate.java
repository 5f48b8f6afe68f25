package de.siegel.cli.revocation;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.revocation.RevocationBatch;
import de.siegel.revocation.SignedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The certificate that lists of revoked certificates are believed by. */
public final class UploadCertificate {
  /** Of a quickstart, in its data folder. */
  public static final String OF_A_QUICKSTART = "authority/upload-certificate.der";

  private static final Provider PROVIDER = new BouncyCastleProvider();

  private final X509Certificate certificate;

  private UploadCertificate(X509Certificate certificate) {
    this.certificate = certificate;
  }

  /**
   * Reads it, DER or PEM.
   *
   * @throws CommandFailure if there is none in the file
   */
  public static UploadCertificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new UploadCertificate(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    } catch (CertificateException e) {
      throw CommandFailure.usage(file + " is no certificate, DER or PEM.", e);
    }
  }

  /**
   * Opens a batch.
   *
   * @param cms DER
   * @throws IllegalArgumentException if it is not signed by this certificate, or is no batch
   */
  public RevocationBatch open(byte[] cms) {
    return SignedBatch.open(cms, certificate, PROVIDER);
  }

  /**
   * Opens all batches ({@code .cms}) of a folder. A list of which a part cannot be believed is
   * none: what is revoked could be in that part.
   *
   * @throws CommandFailure naming the file that cannot be read or believed
   */
  public List<RevocationBatch> openAll(Path folder) {
    List<RevocationBatch> batches = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".cms")).sorted().toList()) {
        batches.add(open(file));
      }
    } catch (IOException e) {
      throw CommandFailure.usage(folder + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
    return batches;
  }

  private RevocationBatch open(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return open(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          file + " is no batch that can be believed: " + e.getMessage() + ".", e);
    }
  }
}
