package de.siegel.cli.control;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.FileTrouble;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.schemas.control.ControlRecord;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Whether records are signed as a pinned root of trust demands. */
final class RootCheck {
  private final ControlSignatures signatures;
  private final AvroDeserializer<ControlRecord> deserializer;

  private RootCheck(ControlSignatures signatures, AvroDeserializer<ControlRecord> deserializer) {
    this.signatures = signatures;
    this.deserializer = deserializer;
  }

  /**
   * Reads the root.
   *
   * @throws CommandFailure if it is not the pinned one
   */
  static RootCheck of(Path root, String pin, Instant now, SchemaRegistry registry) {
    CryptoProviders crypto = CryptoProviders.choose();
    try {
      return new RootCheck(
          new ControlSignatures(
              RootOfTrustFile.read(Files.readAllBytes(root), pin, now, crypto.hot()), crypto.hot()),
          new AvroDeserializer<>(registry, ControlRecord.class));
    } catch (UntrustedRoot e) {
      throw CommandFailure.negative(root + ": " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--root: " + root + " cannot be read: " + FileTrouble.reason(e) + ".", e);
    }
  }

  /**
   * Looks at a record. One that says that a key is gone carries no signature: stages pass it over.
   *
   * @throws CommandFailure if nobody who may has signed it
   */
  void require(BackupLine line) {
    if (line.value() == null) {
      return;
    }
    try {
      if (isSigned(line)) {
        return;
      }
    } catch (UndecodableRecord e) {
      throw refused(line, "it cannot be read (" + e.reason() + ")");
    }
    throw refused(line, "it is not signed as this root of trust demands");
  }

  /** Whether those who may have signed a record; false too if it cannot be read. */
  boolean believes(BackupLine line) {
    try {
      return line.value() != null && isSigned(line);
    } catch (UndecodableRecord e) {
      return false;
    }
  }

  private boolean isSigned(BackupLine line) throws UndecodableRecord {
    String key = line.key() == null ? "" : new String(line.key(), StandardCharsets.UTF_8);
    return signatures.verify(line.topic(), key, deserializer.deserialize(line.value())).isPresent();
  }

  private static CommandFailure refused(BackupLine line, String why) {
    return CommandFailure.negative(
        "A record of " + line.topic() + " is not believed: " + why + ". Nothing was written.");
  }
}
