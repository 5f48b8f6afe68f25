package de.siegel.cli.inspection;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The inner layers: COSE_Sign1 (RFC 9052), its CWT claims (RFC 8392) and the certificate in them.
 */
final class CoseInspection {
  private static final int TAG_SIGN1 = 18;
  private static final int ALGORITHM = 1;
  private static final int KEY_ID = 4;
  private static final int ISSUER = 1;
  private static final int EXPIRES_AT = 4;
  private static final int ISSUED_AT = 6;
  private static final int HCERT = -260;
  private static final int EU_DCC = 1;

  private final List<Inspection.Layer> layers;

  CoseInspection(List<Inspection.Layer> layers) {
    this.layers = layers;
  }

  void read(byte[] bytes) {
    String title = "COSE: " + bytes.length + " bytes";
    List<String> lines = new ArrayList<>();
    try {
      CborItem item = CborReader.read(bytes);
      lines.add("tags         " + tags(item));
      if (!(untagged(item) instanceof CborItem.Array array)
          || array.items().size() != 4
          || !(array.items().get(0) instanceof CborItem.Bytes protectedHeader)
          || !(array.items().get(1) instanceof CborItem.Entries unprotected)
          || !(array.items().get(2) instanceof CborItem.Bytes payload)
          || !(array.items().get(3) instanceof CborItem.Bytes signature)) {
        lines.addAll(CborNotation.lines(untagged(item)));
        add(
            title,
            lines,
            "not the four parts of a COSE_Sign1: protected header as bytes, map,"
                + " payload as bytes, signature as bytes");
        return;
      }
      Optional<CborItem.Entries> inProtected = headers(protectedHeader.value());
      lines.add(
          "protected    "
              + inProtected.map(CborNotation::line).orElse(CborNotation.line(protectedHeader)));
      lines.add("unprotected  " + CborNotation.line(unprotected));
      lines.add("alg          " + header(inProtected, unprotected, ALGORITHM).orElse("missing"));
      lines.add("kid          " + header(inProtected, unprotected, KEY_ID).orElse("missing"));
      lines.add("signature    " + signature.value().length + " bytes");
      if (protectedHeader.value().length > 0 && inProtected.isEmpty()) {
        add(title, lines, "the protected header is no CBOR map");
        return;
      }
      add(title, lines, null);
      claims(payload.value());
    } catch (CborFailure e) {
      lines.add("bytes        " + HexFormat.of().formatHex(bytes));
      add(title, lines, e.getMessage());
    }
  }

  private void claims(byte[] payload) {
    String title = "CWT: " + payload.length + " bytes";
    List<String> lines = new ArrayList<>();
    CborItem item;
    try {
      item = CborReader.read(payload);
    } catch (CborFailure e) {
      add(title, List.of("bytes  " + HexFormat.of().formatHex(payload)), e.getMessage());
      return;
    }
    if (!(item instanceof CborItem.Entries claims)) {
      add(title, CborNotation.lines(item), "the claims are no map");
      return;
    }
    for (CborItem.Entry entry : claims.entries()) {
      if (!(entry.key() instanceof CborItem.Whole key) || !key.is(HCERT)) {
        lines.add(claim(entry));
      }
    }
    Optional<CborItem> dcc =
        claims
            .get(HCERT)
            .filter(CborItem.Entries.class::isInstance)
            .flatMap(hcert -> ((CborItem.Entries) hcert).get(EU_DCC));
    if (dcc.isEmpty()) {
      claims.get(HCERT).ifPresent(hcert -> lines.addAll(CborNotation.lines(hcert)));
      add(
          title,
          lines,
          "there is no claim -260 with a certificate under key 1 (section 1, step 2)");
      return;
    }
    add(title, lines, null);
    add("DCC", CborNotation.lines(dcc.get()), null);
  }

  private static String claim(CborItem.Entry entry) {
    String value = CborNotation.line(entry.value());
    if (entry.key() instanceof CborItem.Whole key) {
      if (key.is(ISSUER)) {
        return "iss (1)    " + value;
      }
      if (key.is(EXPIRES_AT)) {
        return "exp (4)    " + value + date(entry.value());
      }
      if (key.is(ISSUED_AT)) {
        return "iat (6)    " + value + date(entry.value());
      }
    }
    return CborNotation.line(entry.key()) + "  " + value;
  }

  private static String date(CborItem seconds) {
    try {
      if (seconds instanceof CborItem.Whole whole) {
        return "  " + Instant.ofEpochSecond(whole.value().longValueExact());
      }
      if (seconds instanceof CborItem.Real real) {
        return "  " + Instant.ofEpochSecond((long) Math.floor(real.value())) + " (a float, C-02)";
      }
    } catch (ArithmeticException | DateTimeException e) {
      return "  (no time)";
    }
    return "  (no number)";
  }

  private static Optional<String> header(
      Optional<CborItem.Entries> inProtected, CborItem.Entries unprotected, int key) {
    // The protected one counts (C-10).
    return inProtected
        .flatMap(map -> map.get(key))
        .map(value -> describe(value, key) + "  protected")
        .or(() -> unprotected.get(key).map(value -> describe(value, key) + "  unprotected"));
  }

  private static String describe(CborItem value, int key) {
    String written = CborNotation.line(value);
    if (key == KEY_ID && value instanceof CborItem.Bytes bytes) {
      return written + "  base64 " + Base64.getEncoder().encodeToString(bytes.value());
    }
    if (key == ALGORITHM && value instanceof CborItem.Whole whole) {
      return written + (whole.is(-7) ? "  ES256" : whole.is(-37) ? "  PS256" : "  (not of HCERT)");
    }
    return written;
  }

  private static Optional<CborItem.Entries> headers(byte[] encoded) throws CborFailure {
    return encoded.length > 0 && CborReader.read(encoded) instanceof CborItem.Entries map
        ? Optional.of(map)
        : Optional.empty();
  }

  private static CborItem untagged(CborItem item) {
    return item instanceof CborItem.Tagged tagged ? untagged(tagged.item()) : item;
  }

  private static String tags(CborItem item) {
    if (!(item instanceof CborItem.Tagged tagged)) {
      return "none (a reader accepts that; an issuer writes 18, C-08)";
    }
    String rest = tagged.item() instanceof CborItem.Tagged inner ? ", " + tags(inner) : "";
    boolean known = tagged.tag().equals(BigInteger.valueOf(TAG_SIGN1));
    return tagged.tag() + (known ? " (COSE_Sign1)" : "") + rest;
  }

  private void add(String title, List<String> lines, String failure) {
    layers.add(Inspection.layer(title, lines, failure));
  }
}
