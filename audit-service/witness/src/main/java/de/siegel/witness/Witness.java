package de.siegel.witness;

import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.witness.domain.AddCheckpoint;
import de.siegel.witness.domain.WitnessRules;
import de.siegel.witness.domain.WitnessRules.Decision;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A witness: what it has seen is on disk before it signs. */
public final class Witness {
  private final NoteSigner signer;
  private final List<VerifierKey> logs;
  private final CheckpointFiles files;
  private final InstantSource clock;

  /**
   * @param signer with a key for {@link SignatureType#ED25519_COSIGNATURE}
   * @param logs keys of the logs that it looks at
   * @param folder keeps the last checkpoints; who loses it signs whatever comes first
   */
  public Witness(NoteSigner signer, List<VerifierKey> logs, Path folder, InstantSource clock) {
    if (signer.verifier().type() != SignatureType.ED25519_COSIGNATURE) {
      throw new IllegalArgumentException("a witness has a key for cosignatures");
    }
    this.signer = signer;
    this.logs = List.copyOf(logs);
    this.files = new CheckpointFiles(folder);
    this.clock = clock;
  }

  /** What it answers. */
  public sealed interface Answer {
    /** Its cosignature. */
    record Signed(NoteSignature signature) implements Answer {}

    /** None, and why. */
    record Not(Decision decision) implements Answer {}
  }

  /** Looks at a checkpoint; one at a time, so that none is rolled back. */
  public synchronized Answer look(AddCheckpoint request) {
    Decision decision =
        WitnessRules.decide(files.read(request.checkpoint().origin()), request, logs);
    if (!(decision instanceof Decision.Cosign cosign)) {
      return new Answer.Not(decision);
    }
    files.write(cosign.checkpoint());
    return new Answer.Signed(signer.sign(request.note().text(), clock.instant()));
  }
}
