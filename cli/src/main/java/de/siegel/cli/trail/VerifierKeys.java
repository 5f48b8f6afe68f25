package de.siegel.cli.trail;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifier keys (C2SP signed-note) as options name them: themselves, or a file with them. */
final class VerifierKeys {
  private VerifierKeys() {}

  /**
   * The keys that an option names.
   *
   * @param value a key, or a file with one a line; what stands before a key in its line, such as a
   *     witness's URL, is passed over, and so is what follows a #
   * @return at least one
   * @throws CommandFailure if there is none, or something is no key
   */
  static List<VerifierKey> read(String option, String value) {
    List<String> lines = List.of(value);
    if (!value.contains("+")) {
      try {
        lines = Files.readAllLines(Path.of(value));
      } catch (IOException e) {
        throw CommandFailure.usage(
            option + ": " + value + " cannot be read: " + FileTrouble.reason(e) + ".", e);
      }
    }
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : lines) {
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) {
        keys.add(parse(option, text.substring(text.lastIndexOf(' ') + 1)));
      }
    }
    if (keys.isEmpty()) {
      throw CommandFailure.usage(option + ": there is no key in " + value + ".");
    }
    return keys;
  }

  private static VerifierKey parse(String option, String text) {
    try {
      return VerifierKey.parse(text);
    } catch (MalformedNote e) {
      throw CommandFailure.usage(option + ": " + e.getMessage() + ".", e);
    }
  }
}
