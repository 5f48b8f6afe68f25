package de.siegel.tamperlog.note;

import de.siegel.tamperlog.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text and who signed it (C2SP signed-note). The text means nothing before {@link #check}.
 *
 * @param text ends with a newline
 * @param signatures at least one, of keys that may be unknown
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** The format asks for 16 at least; more than this is an attack on who verifies them. */
  public static final int MOST_SIGNATURES = 100;

  /** In bytes. */
  public static final int LONGEST = 256 * 1024;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** Who signed, as far as that is known. */
  public sealed interface Check {
    /** At least one known key did, and none of the known ones falsely. */
    record Signed(List<VerifierKey> by) implements Check {}

    /** The text must not be believed. */
    record Refused(String why) implements Check {}
  }

  /** Reads a note. */
  public static SignedNote parse(byte[] note) throws MalformedNote {
    if (note.length > LONGEST) {
      throw new MalformedNote("a note has at most " + LONGEST + " bytes, not " + note.length);
    }
    String all = Utf8Text.decode(note).orElseThrow(() -> new MalformedNote("a note is UTF-8"));
    if (all.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedNote("a note has no control characters but newlines");
    }
    int blank = all.lastIndexOf("\n\n");
    if (blank < 0 || !all.endsWith("\n")) {
      throw new MalformedNote("a note is a text, an empty line, and signature lines");
    }
    String lines = all.substring(blank + 2);
    if (lines.chars().filter(c -> c == '\n').count() > MOST_SIGNATURES) {
      throw new MalformedNote("a note has at most " + MOST_SIGNATURES + " signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines.split("\n")) {
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(all.substring(0, blank + 1), signatures);
  }

  /**
   * Checks the signatures. Those of unknown keys are left alone; one of a known key that does not
   * hold refuses the note.
   */
  public Check check(Collection<VerifierKey> known) {
    List<VerifierKey> by = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (VerifierKey key : known) {
        if (key.isNamedBy(signature)) {
          if (!key.holds(text, signature.signature())) {
            return new Check.Refused("the signature of " + key.name() + " does not hold");
          }
          if (!by.contains(key)) {
            by.add(key);
          }
        }
      }
    }
    return by.isEmpty()
        ? new Check.Refused("no key that is trusted here has signed it")
        : new Check.Signed(List.copyOf(by));
  }

  /** With one signature more. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /** The note as it is sent and kept. */
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }
}
