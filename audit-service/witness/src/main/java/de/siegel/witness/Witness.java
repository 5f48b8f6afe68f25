package de.siegel.witness;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.witness.domain.AddCheckpoint;
import de.siegel.witness.domain.WitnessRules;
import de.siegel.witness.domain.WitnessRules.Decision;
import de.siegel.witness.domain.WitnessRules.Why;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A witness: what it has seen is on disk before it signs, and its folder is its own. */
public final class Witness implements AutoCloseable {
  private final NoteSigner signer;
  private final List<VerifierKey> logs;
  private final Memory memory;
  private final InstantSource clock;

  /**
   * @param signer with a key for {@link SignatureType#ED25519_COSIGNATURE}
   * @param logs keys of the logs that it looks at
   * @param folder keeps the last checkpoints; who loses it signs whatever comes first
   * @throws ConfigurationError if another witness uses the folder, or a checkpoint in it is damaged
   */
  public Witness(NoteSigner signer, List<VerifierKey> logs, Path folder, InstantSource clock) {
    if (signer.verifier().type() != SignatureType.ED25519_COSIGNATURE) {
      throw new IllegalArgumentException("a witness has a key for cosignatures");
    }
    this.signer = signer;
    this.logs = List.copyOf(logs);
    this.memory = new Memory(folder, logs.stream().map(VerifierKey::name).toList());
    this.clock = clock;
  }

  /** What it answers. */
  public sealed interface Answer {
    /** Its cosignature. */
    record Signed(NoteSignature signature) implements Answer {}

    /** None, and why. */
    record Not(Decision decision) implements Answer {}

    /**
     * None: its folder does not have what it keeps in mind, so what it signed now would be
     * forgotten or was never seen.
     *
     * @param last what it keeps in mind of the log; empty if it is nothing
     * @param why what is wrong with the folder
     */
    record Forgotten(Optional<Checkpoint> last, String why) implements Answer {}
  }

  /** Looks at a checkpoint; one at a time, so that none is rolled back. */
  public synchronized Answer look(AddCheckpoint request) {
    String origin = request.checkpoint().origin();
    Optional<Checkpoint> last = memory.last(origin);
    Decision decision = WitnessRules.decide(last, request, logs);
    if (isOfAStranger(decision)) {
      return new Answer.Not(decision);
    }
    Optional<String> trouble = memory.trouble(origin);
    if (trouble.isPresent()) {
      return new Answer.Forgotten(last, trouble.get());
    }
    if (!(decision instanceof Decision.Cosign cosign)) {
      return new Answer.Not(decision);
    }
    memory.keep(cosign.checkpoint());
    return new Answer.Signed(signer.sign(request.note().text(), clock.instant()));
  }

  /** Whoever is no log of ours does not make this one look at its disk, nor raise an alarm. */
  private static boolean isOfAStranger(Decision decision) {
    return decision instanceof Decision.Refused refused
        && (refused.why() == Why.UNKNOWN_ORIGIN || refused.why() == Why.NOT_SIGNED);
  }

  /** Signs nothing any more, and lets others have the folder. */
  @Override
  public synchronized void close() {
    memory.close();
  }
}
