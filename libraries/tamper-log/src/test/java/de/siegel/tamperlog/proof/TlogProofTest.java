package de.siegel.tamperlog.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.NaiveTree;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlogProofTest {
  private static final String ORIGIN = "siegel.example/log";
  private static final Instant AT = Instant.parse("2026-11-27T02:00:00Z");
  private static final int SIZE = 20;
  private static final List<Hash> LEAVES = NaiveTree.leaves(SIZE);
  private static final NoteSigner LOG = signer(ORIGIN, SignatureType.ED25519);
  private static final NoteSigner WITNESS =
      signer("witness.example/w1", SignatureType.ED25519_COSIGNATURE);

  private static NoteSigner signer(String name, SignatureType type) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(VerifierKey.of(name, type, keys.getPublic()), keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TlogProof proof(int index) {
    String text = new Checkpoint(ORIGIN, SIZE, NaiveTree.root(LEAVES)).text();
    return new TlogProof(
        Optional.of(new byte[] {1, 2, 3}),
        index,
        Proofs.inclusion(index, SIZE, NaiveTree.nodes(LEAVES)).path(),
        new SignedNote(text, List.of(LOG.sign(text, AT), WITNESS.sign(text, AT))));
  }

  private static TlogProof.Check check(TlogProof proof, int leaf) {
    return proof.check(LEAVES.get(leaf), ORIGIN, List.of(LOG.verifier(), WITNESS.verifier()));
  }

  @Test
  void provesFromTheFileAndTheKeysAlone() throws MalformedNote {
    for (int index = 0; index < SIZE; index++) {
      TlogProof read = TlogProof.parse(proof(index).bytes());

      assertThat(check(read, index))
          .isEqualTo(
              new TlogProof.Check.Proven(
                  new Checkpoint(ORIGIN, SIZE, NaiveTree.root(LEAVES)),
                  List.of(LOG.verifier(), WITNESS.verifier())));
      assertThat(read.bytes()).isEqualTo(proof(index).bytes());
    }
  }

  @Test
  void provesNothingOfAnotherEntryLogOrKey() {
    assertThat(check(proof(3), 4)).isInstanceOf(TlogProof.Check.Refused.class);
    assertThat(proof(3).check(LEAVES.get(3), "another", List.of(LOG.verifier())))
        .isInstanceOf(TlogProof.Check.Refused.class);
    assertThat(
            proof(3)
                .check(
                    LEAVES.get(3),
                    ORIGIN,
                    List.of(signer(ORIGIN, SignatureType.ED25519).verifier())))
        .isInstanceOf(TlogProof.Check.Refused.class);
    assertThat(proof(3).check(LEAVES.get(3), ORIGIN, List.of(WITNESS.verifier())))
        .isEqualTo(new TlogProof.Check.Refused("checkpoint: the log itself has not signed it"));
  }

  @Test
  void noByteCanBeChangedButInTheExtraData() {
    byte[] good = proof(5).bytes();
    String text = new String(good, StandardCharsets.UTF_8);
    int from = text.indexOf("index");
    for (int at = from; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] ^= 1;
      boolean proven;
      try {
        proven =
            check(TlogProof.parse(changed), 5) instanceof TlogProof.Check.Proven proof
                && proof.by().size() == 2;
      } catch (MalformedNote e) {
        proven = false;
      }
      assertThat(proven).as("byte " + at).isFalse();
    }
  }

  @Test
  void noByteThatIsNoTextIsTakenForAnother() {
    byte[] good = proof(5).bytes();
    for (int at = 0; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] = (byte) 0xFF;
      assertThatThrownBy(() -> TlogProof.parse(changed))
          .as("byte " + at)
          .isInstanceOf(MalformedNote.class);
    }
  }

  @Test
  void aForeignSignatureIsTextToo() throws MalformedNote {
    byte[] foreign = "\u2014 n?me AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
    byte[] good = proof(5).bytes();
    byte[] whole = Arrays.copyOf(good, good.length + foreign.length);
    System.arraycopy(foreign, 0, whole, good.length, foreign.length);
    assertThat(check(TlogProof.parse(whole), 5)).isInstanceOf(TlogProof.Check.Proven.class);

    whole[whole.length - "?me AAAAAAA=\n".length()] = (byte) 0xC3;
    assertThatThrownBy(() -> TlogProof.parse(whole))
        .isInstanceOf(MalformedNote.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void refusesWhatIsNoProof() {
    String good = new String(proof(5).bytes(), StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            "",
            "\n\n",
            good.replace("@v1", "@v2"),
            good.replace("index 5", "index 05"),
            good.replace("index 5", "index -5"),
            good.replace("index 5", "index 99999999999999999999"),
            good.replace("index 5\n", ""),
            good.replace("extra ", "extra !"),
            good.replaceFirst("index 5\n[^\n]{4}", "index 5\n"),
            good.replace("index 5\n", "index 5\n" + (LEAVES.get(0) + "\n").repeat(64)))) {
      assertThatThrownBy(() -> TlogProof.parse(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedNote.class);
    }
    assertThatThrownBy(() -> TlogProof.parse(new byte[100 * 1024 * 1024]))
        .isInstanceOf(MalformedNote.class)
        .hasMessageContaining("at most");
  }
}
