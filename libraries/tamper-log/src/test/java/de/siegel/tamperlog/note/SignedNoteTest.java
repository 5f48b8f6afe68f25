package de.siegel.tamperlog.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.tamperlog.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final Instant AT = Instant.parse("2026-11-27T02:00:00Z");
  private static final String TEXT = "siegel.example/log\n5\n" + Hash.OF_EMPTY_TREE + "\n";

  static NoteSigner signer(String name, SignatureType type) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(type == SignatureType.ECDSA ? "EC" : "Ed25519");
      if (type == SignatureType.ECDSA) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      KeyPair keys = generator.generateKeyPair();
      return new NoteSigner(VerifierKey.of(name, type, keys.getPublic()), keys.getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignedNote signed(NoteSigner... signers) {
    SignedNote note = new SignedNote(TEXT, List.of());
    for (NoteSigner signer : signers) {
      note = note.with(signer.sign(TEXT, AT));
    }
    return note;
  }

  /** The example of Go's package note: somebody else's key, text and signature. */
  @Test
  void takesANoteThatGoSigned() throws MalformedNote {
    VerifierKey key =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String note =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n\n"
            + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
            + "gKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    SignedNote read = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));

    assertThat(read.check(List.of(key))).isEqualTo(new SignedNote.Check.Signed(List.of(key)));
    assertThat(read.bytes()).isEqualTo(note.getBytes(StandardCharsets.UTF_8));
    assertThat(key).hasToString(VerifierKey.parse(key.toString()).toString());
  }

  @ParameterizedTest
  @EnumSource(SignatureType.class)
  void takesASignatureOfEachType(SignatureType type) throws MalformedNote {
    NoteSigner signer = signer("siegel.example/log", type);

    SignedNote note = SignedNote.parse(signed(signer).bytes());

    VerifierKey known = VerifierKey.parse(signer.verifier().toString());
    assertThat(note.check(List.of(known))).isEqualTo(new SignedNote.Check.Signed(List.of(known)));
  }

  @ParameterizedTest
  @EnumSource(SignatureType.class)
  void refusesEachBitThatWasChanged(SignatureType type) {
    NoteSigner signer = signer("siegel.example/log", type);
    SignedNote note = signed(signer);
    byte[] signature = note.signatures().get(0).signature();
    for (int at = 0; at < signature.length; at++) {
      byte[] changed = signature.clone();
      changed[at] ^= 1;
      SignedNote forged =
          new SignedNote(
              TEXT,
              List.of(
                  new NoteSignature(signer.verifier().name(), signer.verifier().keyId(), changed)));

      assertThat(forged.check(List.of(signer.verifier())))
          .isInstanceOf(SignedNote.Check.Refused.class);
    }
    assertThat(
            new SignedNote(TEXT.replace('5', '6'), note.signatures())
                .check(List.of(signer.verifier())))
        .isInstanceOf(SignedNote.Check.Refused.class);
  }

  @Test
  void leavesUnknownKeysAlone() {
    NoteSigner known = signer("siegel.example/log", SignatureType.ED25519);
    NoteSigner sameName = signer("siegel.example/log", SignatureType.ED25519);
    NoteSigner other = signer("elsewhere", SignatureType.ED25519);

    assertThat(signed(other, sameName, known).check(List.of(known.verifier())))
        .isEqualTo(new SignedNote.Check.Signed(List.of(known.verifier())));
    assertThat(signed(other, sameName).check(List.of(known.verifier())))
        .isInstanceOf(SignedNote.Check.Refused.class);
    assertThat(signed(known).check(List.of())).isInstanceOf(SignedNote.Check.Refused.class);
  }

  @Test
  void refusesANoteIfOneKnownKeyDidNotSignItEvenIfAnotherDid() {
    NoteSigner good = signer("siegel.example/log", SignatureType.ED25519);
    NoteSigner bad = signer("witness", SignatureType.ED25519_COSIGNATURE);
    SignedNote note = signed(good).with(bad.sign(TEXT.replace('5', '6'), AT));

    assertThat(note.check(List.of(good.verifier(), bad.verifier())))
        .isInstanceOf(SignedNote.Check.Refused.class);
    assertThat(note.check(List.of(good.verifier()))).isInstanceOf(SignedNote.Check.Signed.class);
  }

  @Test
  void countsAKeyThatSignedTwiceOnce() {
    NoteSigner key = signer("siegel.example/log", SignatureType.ED25519);

    assertThat(signed(key, key).check(List.of(key.verifier())))
        .isEqualTo(new SignedNote.Check.Signed(List.of(key.verifier())));
  }

  @Test
  void aCosignatureIsNoSignatureOfTheLog() {
    NoteSigner witness = signer("siegel.example/log", SignatureType.ED25519_COSIGNATURE);
    VerifierKey asLog =
        VerifierKey.of("siegel.example/log", SignatureType.ED25519, publicKey(witness));

    assertThat(asLog.keyId()).isNotEqualTo(witness.verifier().keyId());
    assertThat(signed(witness).check(List.of(asLog))).isInstanceOf(SignedNote.Check.Refused.class);
  }

  private static java.security.PublicKey publicKey(NoteSigner signer) {
    try {
      String key = signer.verifier().toString();
      byte[] encoded =
          java.util.Base64.getDecoder()
              .decode(key.substring(key.indexOf('+', key.indexOf('+') + 1) + 1));
      byte[] info = java.util.HexFormat.of().parseHex("302a300506032b6570032100" + "00".repeat(32));
      System.arraycopy(encoded, 1, info, 12, 32);
      return java.security.KeyFactory.getInstance("Ed25519")
          .generatePublic(new java.security.spec.X509EncodedKeySpec(info));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n\u2014 name AAAAAAA=",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u2014 na me AAAAAAA=\n",
        "text\n\n\u2014 na+me AAAAAAA=\n",
        "text\n\n\u2014  AAAAAAA=\n",
        "text\n\n\u2014 name AAAA!AA=\n",
        "text\n\n\u2014 name AAAAAA==\n",
        "text\r\n\n\u2014 name AAAAAAA=\n",
        "te\u0000xt\n\n\u2014 name AAAAAAA=\n"
      })
  void refusesWhatIsNoNote(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedNote.class);
  }

  /**
   * A stray byte, one too few, an overlong form, half of a pair; each in the text and in a name.
   */
  @ParameterizedTest
  @ValueSource(strings = {"FF", "80", "C3", "C080", "E280", "EDA080", "F4908080"})
  void refusesBytesThatAreNoUtf8(String hex) throws MalformedNote {
    byte[] wrong = HexFormat.of().parseHex(hex);
    for (String note :
        List.of("te?xt\n\n\u2014 name AAAAAAA=\n", "text\n\n\u2014 na?me AAAAAAA=\n")) {
      assertThat(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).signatures()).hasSize(1);
      assertThatThrownBy(() -> SignedNote.parse(with(note, wrong)))
          .isInstanceOf(MalformedNote.class)
          .hasMessageContaining("UTF-8");
    }
    assertThatThrownBy(() -> Checkpoint.parse(with("o?\n5\n" + Hash.OF_EMPTY_TREE + "\n", wrong)))
        .isInstanceOf(MalformedNote.class)
        .hasMessageContaining("UTF-8");
  }

  /** Somebody's own replacement character is a character as any other. */
  @Test
  void takesACharacterThatReplacesOthers() throws MalformedNote {
    byte[] note = "te\uFFFDxt\n\n\u2014 na\uFFFDme AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);

    assertThat(SignedNote.parse(note).bytes()).isEqualTo(note);
  }

  private static byte[] with(String text, byte[] atMark) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int mark = text.indexOf('?');
    out.writeBytes(text.substring(0, mark).getBytes(StandardCharsets.UTF_8));
    out.writeBytes(atMark);
    out.writeBytes(text.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  @Test
  void refusesWhatIsTooMuchToLookAt() {
    String signatures = "\u2014 name AAAAAAA=\n".repeat(10_000);
    assertThatThrownBy(
            () -> SignedNote.parse(("text\n\n" + signatures).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedNote.class)
        .hasMessageContaining("at most 100 signatures");
    assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.LONGEST + 1]))
        .isInstanceOf(MalformedNote.class);
    assertThatThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xC3, '\n', '\n', '\n'}))
        .isInstanceOf(MalformedNote.class);
  }

  @Test
  void refusesKeysThatAreNone() {
    String good = signer("name", SignatureType.ED25519).verifier().toString();
    for (String wrong :
        List.of(
            "",
            "name",
            good.replace("name", "other"),
            good.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+"),
            good.substring(0, good.length() - 4),
            "name+00000000+",
            "name+00000000+AAAA",
            "na me" + good.substring(4))) {
      assertThatThrownBy(() -> VerifierKey.parse(wrong))
          .as(wrong)
          .isInstanceOf(MalformedNote.class);
    }
  }

  /** The example of C2SP tlog-checkpoint, the text alone. */
  @Test
  void readsACheckpointAndWritesTheSame() throws MalformedNote {
    String text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    Checkpoint read = Checkpoint.parse(text);

    assertThat(read.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(read.size()).isEqualTo(20_852_163);
    assertThat(read.text()).isEqualTo(text);
    assertThat(Checkpoint.parse(text + "more\n").extensions()).containsExactly("more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "o\n5\n",
        "\n5\nH\n",
        "o\n05\nH\n",
        "o\n-5\nH\n",
        "o\n+5\nH\n",
        "o\n5 \nH\n",
        "o\n9999999999999999999\nH\n",
        "o\n9223372036854775808\nH\n",
        "o\n5\nAAAA\n",
        "o\n5\nH",
        "o\n5\nH\n\nmore\n"
      })
  void refusesWhatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text.replace("H", Hash.OF_EMPTY_TREE.toString())))
        .isInstanceOf(MalformedNote.class);
  }

  @Test
  void aSignerSaysNothingOfItsPrivateKey() {
    NoteSigner signer = signer("name", SignatureType.ED25519);

    assertThat(signer).hasToString(signer.verifier().toString());
  }
}
