package de.siegel.tamperlog.note;

import de.siegel.tamperlog.Base64Text;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * One signature line of a note (C2SP signed-note, Signatures).
 *
 * @param name of the key
 * @param keyId which key of that name, and by which algorithm
 * @param signature what that algorithm made
 */
public record NoteSignature(String name, int keyId, byte[] signature) {
  /** An em dash and a space. */
  private static final String BEGIN = "\u2014 ";

  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Z}\\p{Cntrl}+]+");

  public NoteSignature {
    signature = signature.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  /** Whether a key may have this name: no spaces of any kind, no plus. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Reads a line without its newline. */
  static NoteSignature parse(String line) throws MalformedNote {
    String[] parts = line.startsWith(BEGIN) ? line.substring(BEGIN.length()).split(" ", -1) : null;
    if (parts == null || parts.length != 2 || !isName(parts[0])) {
      throw new MalformedNote("a signature line must be: em dash, key name, base64");
    }
    byte[] bytes =
        Base64Text.decode(parts[1])
            .orElseThrow(() -> new MalformedNote("the signature of " + parts[0] + " is no base64"));
    if (bytes.length <= Integer.BYTES) {
      throw new MalformedNote("the signature of " + parts[0] + " is too short");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int keyId = buffer.getInt();
    byte[] signature = new byte[buffer.remaining()];
    buffer.get(signature);
    return new NoteSignature(parts[0], keyId, signature);
  }

  /** The line, with its newline. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return BEGIN + name + " " + Base64Text.of(bytes) + "\n";
  }
}
