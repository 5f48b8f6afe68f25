package de.siegel.cli.inspection;

import de.siegel.certificate.Base45;
import de.siegel.certificate.Decoding;
import de.siegel.certificate.Hcert;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a certificate's text, down to the first that cannot be read. Nothing is verified.
 *
 * @param layers in the order of the work; only the last can be broken
 */
public record Inspection(List<Layer> layers) {

  /**
   * One layer.
   *
   * @param title its name and size
   * @param lines what it holds; not yet fit for a terminal
   * @param failure why it cannot be read any further
   */
  public record Layer(String title, List<String> lines, Optional<String> failure) {
    public Layer {
      lines = List.copyOf(lines);
    }

    /** Shows no content. */
    @Override
    public String toString() {
      return "Layer[" + title + "]";
    }
  }

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  public Inspection {
    layers = List.copyOf(layers);
  }

  /** Takes a text apart. Never throws for content. */
  public static Inspection of(String text) {
    List<Layer> layers = new ArrayList<>();
    boolean prefixed = text.startsWith(Hcert.PREFIX);
    layers.add(
        layer(
            "Prefix",
            List.of(text.length() + " characters in all"),
            prefixed ? null : "the text does not begin with HC1: (C-15)"));
    if (prefixed) {
      base45(layers, text.substring(Hcert.PREFIX.length()));
    }
    if (layers.get(layers.size() - 1).failure().isEmpty()) {
      layers.add(reader(text));
    }
    return new Inspection(layers);
  }

  /** Whether every layer could be read. */
  public boolean isComplete() {
    return layers.stream().allMatch(layer -> layer.failure().isEmpty());
  }

  private static void base45(List<Layer> layers, String text) {
    String title = "Base45: " + text.length() + " characters";
    byte[] compressed;
    try {
      compressed = Base45.decode(text);
    } catch (IllegalArgumentException e) {
      layers.add(layer(title, List.of(), e.getMessage() + foreign(text)));
      return;
    }
    layers.add(layer(title + ", " + compressed.length + " bytes", List.of(), null));
    zlib(layers, compressed);
  }

  private static void zlib(List<Layer> layers, byte[] compressed) {
    Inflation inflation = Inflation.of(compressed);
    List<String> lines = new ArrayList<>();
    if (compressed.length >= 2) {
      lines.add(
          "header "
              + HexFormat.of().withUpperCase().withDelimiter(" ").formatHex(compressed, 0, 2)
              + level(compressed));
    }
    layers.add(
        layer(
            "zlib: %d bytes, inflated %d bytes"
                .formatted(compressed.length, inflation.bytes().length),
            lines,
            inflation.failure().orElse(null)));
    if (inflation.failure().isEmpty()) {
      new CoseInspection(layers).read(inflation.bytes());
    }
  }

  private static Layer reader(String text) {
    Decoding decoding = Hcert.decode(text);
    if (decoding instanceof Decoding.Failed failed) {
      return layer("Reader", List.of(), failed.reason() + ": " + failed.message());
    }
    return layer("Reader", List.of("accepts every layer and the schema"), null);
  }

  private static String foreign(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (ALPHABET.indexOf(text.charAt(i)) < 0) {
        return ": U+%04X at character %d after the prefix".formatted(text.codePointAt(i), i + 1);
      }
    }
    return "";
  }

  private static String level(byte[] compressed) {
    boolean deflate = (compressed[0] & 0x0F) == 8;
    int header = (compressed[0] & 0xFF) << 8 | compressed[1] & 0xFF;
    if (!deflate || header % 31 != 0) {
      return " (no zlib header, RFC 1950)";
    }
    return switch ((compressed[1] & 0xFF) >> 6) {
      case 0 -> " (fastest compression)";
      case 1 -> " (fast compression)";
      case 2 -> " (default compression)";
      default -> " (best compression)";
    };
  }

  static Layer layer(String title, List<String> lines, String failure) {
    return new Layer(title, lines, Optional.ofNullable(failure));
  }
}
