package de.siegel.cli.outcome;

import de.siegel.certificate.QrCode;
import java.util.Optional;

/** Renders a certificate's QR picture and reads it back (C-17). */
final class CertificatePicture {

  /** Pixels on a side of a module: sharp on screens, and small. */
  private static final int SCALE = 4;

  private CertificatePicture() {}

  /**
   * The PNG, or empty when it does not read back as exactly this text: then the certificate must
   * not be handed out.
   *
   * @param text an HC1 text
   */
  static Optional<byte[]> render(String text) {
    byte[] png;
    try {
      png = QrCode.of(text).png(SCALE);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return QrCode.read(png).filter(text::equals).isPresent() ? Optional.of(png) : Optional.empty();
  }
}
