package de.siegel.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topic and folder remember what was signed; either can be lost or rolled back. */
class CheckpointTopicTest {
  private NoteSigner log;
  private CheckpointTopic topic;

  @BeforeEach
  void make() throws Exception {
    log = signer();
    topic = new CheckpointTopic(null, log.verifier(), "log");
  }

  private static NoteSigner signer() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new NoteSigner(
        VerifierKey.of("log", SignatureType.ED25519, keys.getPublic()), keys.getPrivate());
  }

  private static Checkpoint of(long size) {
    return new Checkpoint("log", size, Hash.ofLeaf(new byte[1]));
  }

  private static Optional<byte[]> file(NoteSigner by, long size) {
    String text = of(size).text();
    return Optional.of(new SignedNote(text, List.of(by.sign(text, Instant.EPOCH))).bytes());
  }

  @Test
  void theLargerOneCounts() {
    assertThat(topic.larger(Optional.of(of(7)), file(log, 9))).contains(of(9));
    assertThat(topic.larger(Optional.of(of(9)), file(log, 7))).contains(of(9));
    assertThat(topic.larger(Optional.empty(), file(log, 7))).contains(of(7));
    assertThat(topic.larger(Optional.of(of(7)), Optional.empty())).contains(of(7));
  }

  @Test
  void whatItsKeyDidNotSignCountsForNothing() throws Exception {
    assertThat(topic.larger(Optional.of(of(7)), file(signer(), 9))).contains(of(7));
    assertThat(topic.larger(Optional.of(of(7)), Optional.of(new byte[100]))).contains(of(7));
  }
}
