package de.siegel.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.tile.BadTile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as witnessed. */
class CosignaturesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final NoteSigner LOG = LogFiles.key();
  private static final NoteSigner ANNA = witness("anna");
  private static final NoteSigner BELA = witness("bela");

  @TempDir Path folder;
  private LogFolder log;

  private static NoteSigner witness(String name) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(
          VerifierKey.of(name, SignatureType.ED25519_COSIGNATURE, keys.getPublic()),
          keys.getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void write() {
    log = LogFiles.write(folder, LOG, 300, index -> new byte[] {(byte) index});
  }

  private static List<VerifierKey> keys(NoteSigner... witnesses) {
    return List.of(witnesses).stream().map(NoteSigner::verifier).toList();
  }

  private void witnessed(Checkpoint tree, NoteSignature... cosignatures) throws IOException {
    SignedNote note = new SignedNote(tree.text(), List.of(LOG.sign(tree.text(), NOW)));
    for (NoteSignature cosignature : cosignatures) {
      note = note.with(cosignature);
    }
    Files.write(folder.resolve("checkpoint.witnessed"), note.bytes());
  }

  private Checkpoint head() {
    return log.checkpoint();
  }

  @Test
  void whoCosignedJustThisTreeIsNotMissing() throws IOException {
    witnessed(head(), ANNA.sign(head().text(), NOW), BELA.sign(head().text(), NOW));

    assertThat(log.missing(keys(ANNA, BELA))).isEmpty();
    assertThat(log.missing(List.of())).isEmpty();
  }

  @Test
  void aWitnessThatIsAwayIsNamedAndNoOther() throws IOException {
    witnessed(head(), ANNA.sign(head().text(), NOW));

    assertThat(log.missing(keys(ANNA, BELA)))
        .containsExactly("the witness bela has not co-signed the checkpoint of 300, nor any other");
    Files.delete(folder.resolve("checkpoint.witnessed"));
    assertThat(log.missing(keys(ANNA, BELA))).hasSize(2);
  }

  @Test
  void aWrongSignatureIsCalledOne() throws IOException {
    NoteSignature foreign = witness("anna").sign(head().text(), NOW);
    NoteSignature lie = new NoteSignature("anna", ANNA.verifier().keyId(), foreign.signature());
    witnessed(head(), lie);

    assertThat(log.missing(keys(ANNA)))
        .containsExactly(
            "the witness anna is named by the checkpoint of 300, but its signature does not hold");
  }

  @Test
  void anotherKeyOfTheSameNameIsNotTheWitness() throws IOException {
    witnessed(head(), witness("anna").sign(head().text(), NOW));

    assertThat(log.missing(keys(ANNA))).singleElement().asString().contains("nor any other");
  }

  @Test
  void aTreeBeforeOrBehindThisOneIsNotEnough() throws IOException {
    for (long size : new long[] {299, 301}) {
      Checkpoint other = new Checkpoint("log", size, head().root());
      witnessed(other, ANNA.sign(other.text(), NOW));

      assertThat(log.missing(keys(ANNA)))
          .singleElement()
          .asString()
          .contains("not co-signed the checkpoint of 300, but one of " + size);
    }
  }

  @Test
  void aWitnessThatWasShownAnotherHistoryIsNamed() throws IOException {
    Checkpoint other = new Checkpoint("log", 300, Hash.ofLeaf(new byte[1]));
    witnessed(other, ANNA.sign(other.text(), NOW));

    assertThat(log.missing(keys(ANNA)))
        .singleElement()
        .asString()
        .contains("another tree of 300 entries", "another history");
  }

  @Test
  void whatIsNoCheckpointIsNamed() throws IOException {
    Files.write(folder.resolve("checkpoint.witnessed"), new byte[1000]);

    assertThatThrownBy(() -> log.missing(keys(ANNA)))
        .isInstanceOf(BadTile.class)
        .hasMessageContaining("checkpoint.witnessed");
  }
}
