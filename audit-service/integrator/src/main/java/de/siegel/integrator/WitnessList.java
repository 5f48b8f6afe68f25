package de.siegel.integrator;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which witnesses are asked: a file with a line for each, {@code URL KEY}; # begins a comment. */
final class WitnessList {
  /**
   * A witness.
   *
   * @param url its submission prefix
   * @param key for cosignatures
   */
  record Entry(URI url, VerifierKey key) {}

  private WitnessList() {}

  /**
   * Those of {@code integrator.witnesses.file}; none if that is not set.
   *
   * @throws ConfigurationError if a line is not of its form
   */
  static List<Entry> of(Configuration settings) {
    if (settings.optional("integrator.witnesses.file").isEmpty()) {
      return List.of();
    }
    Path file = settings.path("integrator.witnesses.file");
    List<Entry> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.replaceFirst("#.*", "").strip();
        if (!text.isEmpty()) {
          entries.add(entry(text));
        }
      }
    } catch (IOException e) {
      throw new ConfigurationError("integrator.witnesses.file: " + file + " cannot be read: " + e);
    } catch (MalformedNote | IllegalArgumentException e) {
      throw new ConfigurationError(
          "integrator.witnesses.file: each line must be URL KEY: " + e.getMessage());
    }
    return List.copyOf(entries);
  }

  private static Entry entry(String line) throws MalformedNote {
    String[] parts = line.split("\\s+");
    if (parts.length != 2) {
      throw new IllegalArgumentException("a line has " + parts.length + " parts");
    }
    VerifierKey key = VerifierKey.parse(parts[1]);
    if (key.type() != SignatureType.ED25519_COSIGNATURE) {
      throw new IllegalArgumentException("the key of " + key.name() + " is not a witness's");
    }
    return new Entry(URI.create(parts[0]), key);
  }
}
