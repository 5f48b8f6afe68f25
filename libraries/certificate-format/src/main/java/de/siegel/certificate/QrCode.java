package de.siegel.certificate;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.WriterException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The QR symbol of a certificate: alphanumeric mode, error correction level Q (C-16). */
public final class QrCode {

  /** Light modules on each side (ISO/IEC 18004). */
  public static final int QUIET_ZONE = 4;

  private static final int MAXIMUM_SCALE = 40;
  private static final int MAXIMUM_PIXELS = 10_000_000;
  private static final int BLACK = 0xFF000000;
  private static final int WHITE = 0xFFFFFFFF;

  private final QRCode symbol;

  private QrCode(QRCode symbol) {
    this.symbol = symbol;
  }

  /**
   * @param text an HC1 text
   * @throws IllegalArgumentException when the text cannot be written in alphanumeric mode or is too
   *     long for a symbol at level Q
   */
  public static QrCode of(String text) {
    try {
      QRCode symbol = Encoder.encode(text, ErrorCorrectionLevel.Q);
      if (symbol.getMode() != Mode.ALPHANUMERIC) {
        throw new IllegalArgumentException("the text is outside the alphanumeric mode (C-16)");
      }
      return new QrCode(symbol);
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text does not fit into a symbol at level Q");
    }
  }

  /** The symbol's version, 1 to 40. */
  public int version() {
    return symbol.getVersion().getVersionNumber();
  }

  /** Modules on a side without the quiet zone. */
  public int size() {
    return symbol.getMatrix().getWidth();
  }

  boolean isAlphanumericAtLevelQ() {
    return symbol.getMode() == Mode.ALPHANUMERIC && symbol.getECLevel() == ErrorCorrectionLevel.Q;
  }

  /**
   * A black and white PNG.
   *
   * @param scale pixels on a side of a module, 1 to 40: whole numbers keep modules equal
   */
  public byte[] png(int scale) {
    if (scale < 1 || scale > MAXIMUM_SCALE) {
      throw new IllegalArgumentException("a module has 1 to 40 pixels on a side");
    }
    int side = (size() + 2 * QUIET_ZONE) * scale;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, isDark(x / scale - QUIET_ZONE, y / scale - QUIET_ZONE) ? BLACK : WHITE);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: the default stream would put a holder's code into a temporary file.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The symbol as text, two rows of modules a line, to be shown dark on light. The quiet zone is
   * part of it.
   */
  public List<String> terminalLines() {
    int end = size() + QUIET_ZONE;
    List<String> lines = new ArrayList<>();
    for (int y = -QUIET_ZONE; y < end; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -QUIET_ZONE; x < end; x++) {
        boolean upper = isDark(x, y);
        boolean lower = isDark(x, y + 1);
        line.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      lines.add(line.toString());
    }
    return List.copyOf(lines);
  }

  /**
   * Reads a symbol back from a picture.
   *
   * @return the text; empty when the bytes are no picture of at most 10 million pixels or no symbol
   *     is found in it
   */
  public static Optional<String> read(byte[] picture) {
    try {
      Optional<BufferedImage> image = readImage(picture);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      int width = image.get().getWidth();
      int height = image.get().getHeight();
      int[] pixels = image.get().getRGB(0, 0, width, height, null, 0, width);
      return Optional.of(decode(new RGBLuminanceSource(width, height, pixels)).getText());
    } catch (ReaderException | IOException e) {
      return Optional.empty();
    }
  }

  private static Result decode(LuminanceSource picture) throws ReaderException {
    BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(picture));
    try {
      return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true));
    } catch (ReaderException e) {
      // A clean picture of small modules: the grid is read instead of searched for.
      return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true));
    }
  }

  private static Optional<BufferedImage> readImage(byte[] picture) throws IOException {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      reader.setInput(stream);
      try {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        return pixels > MAXIMUM_PIXELS ? Optional.empty() : Optional.of(reader.read(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private boolean isDark(int x, int y) {
    ByteMatrix matrix = symbol.getMatrix();
    return x >= 0 && y >= 0 && x < size() && y < size() && matrix.get(x, y) == 1;
  }
}
