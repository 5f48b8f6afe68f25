package de.siegel.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegel.cli.TestTerminal;
import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Nodes;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.tamperlog.proof.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofCommandsTest {
  private static final int SIZE = 11;
  private static final String ORIGIN = "siegel.test/audit";

  @TempDir Path folder;
  private final Map<String, Hash> hashes = new HashMap<>();
  private final Nodes nodes = (level, index) -> hashes.get(level + "/" + index);
  private final List<Hash> roots = new ArrayList<>();
  private TestTerminal terminal;

  private static byte[] entry(int index) {
    return new byte[] {(byte) index, 1, 2, 3};
  }

  @BeforeEach
  void grow() {
    CompactRange range = CompactRange.empty();
    roots.add(range.root());
    for (int index = 0; index < SIZE; index++) {
      range.append(
          Hash.ofLeaf(entry(index)), (level, at, hash) -> hashes.put(level + "/" + at, hash));
      roots.add(range.root());
    }
  }

  private int run(String... arguments) {
    terminal = TestTerminal.pipe();
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments));
    return terminal.execute(all.toArray(String[]::new));
  }

  private int check(String vector) throws IOException {
    return run("merkle-check", Files.writeString(folder.resolve("vector.json"), vector).toString());
  }

  private static String path(List<Hash> path) {
    return path.stream().map(hash -> "\"" + hash + "\"").collect(Collectors.joining(",", "[", "]"));
  }

  private String inclusion(int index, int size) {
    return "{\"leafIdx\":%d,\"treeSize\":%d,\"root\":\"%s\",\"leafHash\":\"%s\",\"proof\":%s}"
        .formatted(
            index,
            size,
            roots.get(size),
            hashes.get("0/" + index),
            path(Proofs.inclusion(index, size, nodes).path()));
  }

  private String consistency(int first, int second) {
    return "{\"size1\":%d,\"size2\":%d,\"root1\":\"%s\",\"root2\":\"%s\",\"proof\":%s}"
        .formatted(
            first,
            second,
            roots.get(first),
            roots.get(second),
            path(Proofs.consistency(first, second, nodes).path()));
  }

  @Test
  void saysThatAProofHolds() throws IOException {
    for (int size = 1; size <= SIZE; size++) {
      assertThat(check(inclusion(size / 2, size))).isZero();
      assertThat(check(consistency(size / 2, size))).isZero();
      assertThat(terminal.out()).contains("holds");
    }
    assertThat(check(consistency(0, 0).replace("[]", "null"))).isZero();
  }

  @Test
  void saysThatAProofDoesNotHold() throws IOException {
    assertThat(check(inclusion(3, 7).replace("\"leafIdx\":3", "\"leafIdx\":4"))).isEqualTo(1);
    assertThat(terminal.err()).contains("does not hold");
    assertThat(check(inclusion(3, 7).replace(roots.get(7).toString(), roots.get(6).toString())))
        .isEqualTo(1);
    assertThat(check(consistency(3, 7).replace(roots.get(3).toString(), roots.get(2).toString())))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("not shown to be the beginning");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"leafIdx\":-1,\"treeSize\":1}",
        "{\"leafIdx\":1.5,\"treeSize\":1}",
        "{\"leafIdx\":0,\"treeSize\":1,\"root\":\"x\",\"leafHash\":\"x\"}",
        "{\"leafIdx\":0,\"treeSize\":99999999999999999999}",
        "{\"leafIdx\":0,\"treeSize\":1,\"proof\":[\"AAAA\"]}",
        "{\"leafIdx\":0,\"treeSize\":1,\"proof\":[0]}",
        "{\"leafIdx\":0,\"treeSize\":1,\"proof\":[null]}"
      })
  void saysWhatIsWrongWithAFile(String vector) throws IOException {
    assertThat(check(vector)).isEqualTo(1);
    assertThat(terminal.err()).containsAnyOf("must be", "no JSON object");
  }

  @Test
  void whatTwoReadersCouldReadDifferentlyIsNoProof() throws IOException {
    String good = consistency(3, 7);

    assertThat(check(good.replaceFirst("\\{", "{\"size1\":4,"))).isEqualTo(1);
    assertThat(terminal.err()).contains("has a field twice");
    for (String more : List.of("{}", "x", good, "]")) {
      assertThat(check(good + more)).as(more).isEqualTo(1);
      assertThat(terminal.err()).contains("goes on behind the object");
    }
    assertThat(check(good + " \n")).isZero();
  }

  @Test
  void aProofIsAList() throws IOException {
    String good = inclusion(0, 1);

    assertThat(check(good)).isZero();
    assertThat(check(good.replace(",\"proof\":[]", ""))).isEqualTo(1);
    assertThat(terminal.err()).contains("proof must be a list");
    for (String other : List.of("\"\"", "{}", "0", "false")) {
      assertThat(check(good.replace("[]", other))).as(other).isEqualTo(1);
      assertThat(terminal.err()).contains("proof must be a list");
    }
  }

  @Test
  void furtherFieldsCountForNothing() throws IOException {
    assertThat(check(consistency(3, 7).replaceFirst("\\{", "{\"desc\":\"x\",\"wantErr\":true,")))
        .isZero();
  }

  @Test
  void treesWithoutLeavesHaveOneRoot() throws IOException {
    assertThat(check(consistency(0, 0))).isZero();
    assertThat(check(consistency(0, 0).replace(roots.get(0).toString(), roots.get(1).toString())))
        .isEqualTo(1);
    assertThat(check(consistency(0, 3).replace(roots.get(0).toString(), roots.get(1).toString())))
        .isEqualTo(1);
  }

  @Test
  void aDeviceWithoutEndIsNotReadToItsEnd() {
    Path endless = Path.of("/dev/zero");
    assumeThat(endless).exists();

    assertThat(run("merkle-check", endless.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("more than 1048576 bytes");
  }

  private static NoteSigner log(String name) throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new NoteSigner(
        VerifierKey.of(name, SignatureType.ED25519, keys.getPublic()), keys.getPrivate());
  }

  private Path receipt(NoteSigner log, Optional<byte[]> entry) throws IOException {
    String text = new Checkpoint(ORIGIN, SIZE, roots.get(SIZE)).text();
    TlogProof proof =
        new TlogProof(
            entry,
            4,
            Proofs.inclusion(4, SIZE, nodes).path(),
            new SignedNote(text, List.of(log.sign(text, Instant.EPOCH))));
    return Files.write(folder.resolve("receipt.tlog-proof"), proof.bytes());
  }

  @Test
  void checksAReceiptWithNothingButFileAndKey() throws Exception {
    NoteSigner log = log(ORIGIN);
    String file = receipt(log, Optional.of(entry(4))).toString();
    String key = log.verifier().toString();

    assertThat(run("check-proof", file, "--log-key", key)).as(() -> terminal.err()).isZero();
    assertThat(terminal.out()).contains("entry").contains("4").contains(roots.get(SIZE).toString());
    String keyFile = Files.writeString(folder.resolve("log.vkey"), key + "\n").toString();
    assertThat(run("check-proof", file, "--log-key", keyFile)).isZero();
  }

  @Test
  void aReceiptThatWasCutIsCalledThat() throws Exception {
    NoteSigner log = log(ORIGIN);
    Path file = receipt(log, Optional.of(entry(4)));
    byte[] whole = Files.readAllBytes(file);

    for (int length = 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(run("check-proof", file.toString(), "--log-key", log.verifier().toString()))
          .isEqualTo(1);
      assertThat(terminal.err()).as("%d bytes", length).contains("cut off or incomplete");
    }
    Files.writeString(file, "another\n\ntext");
    assertThat(run("check-proof", file.toString(), "--log-key", log.verifier().toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("Not a receipt: a proof begins with");
  }

  private int prove(NoteSigner log, String... more) {
    List<String> all = new ArrayList<>(List.of("prove", "4", "--log-key"));
    all.add(log.verifier().toString());
    all.addAll(List.of("--out", folder.resolve("new.tlog-proof").toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private Path checkpointBy(NoteSigner log) throws IOException {
    Path data = folder.resolve("data");
    String text = new Checkpoint(ORIGIN, SIZE, roots.get(SIZE)).text();
    Files.write(
        Files.createDirectories(data.resolve("log")).resolve("checkpoint"),
        new SignedNote(text, List.of(log.sign(text, Instant.EPOCH))).bytes());
    return data;
  }

  @Test
  void saysWhyTheLogsFilesAreOfNoUse() throws Exception {
    NoteSigner log = log(ORIGIN);
    String none = folder.resolve("none").toString();
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    Path data = checkpointBy(log);
    String tiles = data.resolve("log").toString();

    assertThat(prove(log, "--tiles", none)).isEqualTo(2);
    assertThat(terminal.err()).contains("There is no folder " + none, "--tiles");
    assertThat(prove(log, "--tiles", empty)).isEqualTo(2);
    assertThat(terminal.err()).contains("no files of a log in " + empty, "--tiles");
    assertThat(prove(log(ORIGIN), "--tiles", tiles)).isEqualTo(1);
    assertThat(terminal.err()).contains("signed by another key", "--log-key");
    assertThat(prove(log, "--tiles", tiles)).isEqualTo(1);
    assertThat(terminal.err()).contains("incomplete or changed", "is missing");
    Files.writeString(data.resolve("log").resolve("checkpoint"), "no note");
    assertThat(prove(log, "--tiles", tiles)).isEqualTo(1);
    assertThat(terminal.err()).contains("incomplete or changed", "checkpoint");
    assertThat(folder.resolve("new.tlog-proof")).doesNotExist();
  }

  @Test
  void theLogOfADataFolderIsInIt() throws Exception {
    NoteSigner log = log(ORIGIN);
    Path data = checkpointBy(log(ORIGIN));

    assertThat(prove(log, "--data", data.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("The log in " + data.resolve("log") + " is signed by");
    assertThat(prove(log, "--data", data.toString(), "--tiles", "other")).isEqualTo(2);
    assertThat(terminal.err()).contains("There is no folder other");
  }

  @Test
  void aReceiptIsNotOverwritten() throws Exception {
    Path there = Files.writeString(folder.resolve("new.tlog-proof"), "mine");

    assertThat(prove(log(ORIGIN), "--tiles", folder.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains(there + " is there already");
    assertThat(there).hasContent("mine");
  }

  @Test
  void aReceiptIsOfTheOutcomeThatNamesItsLeaf() throws Exception {
    NoteSigner log = log(ORIGIN);
    String file = receipt(log, Optional.of(entry(4))).toString();
    String key = log.verifier().toString();
    String[] check = {"check-proof", file, "--log-key", key, "--leaf-hash", ""};

    check[5] = Hash.ofLeaf(entry(4)).toString();
    assertThat(run(check)).as(() -> terminal.err()).isZero();
    check[5] = Hash.ofLeaf(entry(5)).toString();
    assertThat(run(check)).isEqualTo(1);
    assertThat(terminal.err()).contains("of another entry");
    check[5] = "short";
    assertThat(run(check)).isEqualTo(2);
  }

  @Test
  void aReceiptWithBytesThatAreNoTextIsNone() throws Exception {
    NoteSigner log = log(ORIGIN);
    String key = log.verifier().toString();
    byte[] good = Files.readAllBytes(receipt(log, Optional.of(entry(4))));
    byte[] foreign = "\u2014 for?ign AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(good, good.length + foreign.length);
    System.arraycopy(foreign, 0, whole, good.length, foreign.length);
    Path file = Files.write(folder.resolve("foreign"), whole);

    assertThat(run("check-proof", file.toString(), "--log-key", key)).isZero();
    whole[good.length + "\u2014 for".getBytes(StandardCharsets.UTF_8).length] = (byte) 0xFF;
    Files.write(file, whole);
    assertThat(run("check-proof", file.toString(), "--log-key", key)).isEqualTo(1);
    assertThat(terminal.err()).contains("Not a receipt").contains("UTF-8");
  }

  @Test
  void refusesAReceiptOfAnotherEntryOrKeyOrNone() throws Exception {
    NoteSigner log = log(ORIGIN);
    String key = log.verifier().toString();

    assertThat(run("check-proof", receipt(log, Optional.of(entry(5))).toString(), "--log-key", key))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("Not proven: path");
    assertThat(run("check-proof", receipt(log, Optional.empty()).toString(), "--log-key", key))
        .isEqualTo(1);
    assertThat(
            run(
                "check-proof",
                receipt(log, Optional.of(entry(4))).toString(),
                "--log-key",
                log(ORIGIN).verifier().toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("no key that is trusted here");
    String junk = Files.write(folder.resolve("junk"), new byte[1024]).toString();
    assertThat(run("check-proof", junk, "--log-key", key)).isEqualTo(1);
    assertThat(run("check-proof", junk, "--log-key", "a+b+c")).isEqualTo(2);
    assertThat(run("check-proof", "missing", "--log-key", key)).isEqualTo(2);
  }

  @Test
  void namesTheFileThatIsMissingInAFolderOfTiles() throws Exception {
    assertThat(
            run(
                "verify",
                "--tiles",
                folder.toString(),
                "--log-key",
                log(ORIGIN).verifier().toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("checkpoint is missing");
  }

  @Test
  void aWitnessIsNamedByAKeyForCosignaturesAndOnlyBesideALog() throws Exception {
    String key = log(ORIGIN).verifier().toString();
    String tiles = folder.toString();

    assertThat(run("verify", "--tiles", tiles, "--log-key", key, "--witness-key", key))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("not the key of a witness");
    assertThat(run("verify", "--tiles", tiles, "--log-key", key, "--witness-key", "missing"))
        .isEqualTo(2);
    assertThat(run("verify", "--invariants", "--witness-key", key)).isEqualTo(2);
    assertThat(run("verify", "--invariants", "--trust-root", "x")).isEqualTo(2);
    assertThat(
            run(
                "verify",
                "--tiles",
                tiles,
                "--log-key",
                key,
                "--trust-root",
                "x",
                "--trust-pin",
                "y"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("belong to --invariants");
    for (List<String> option : List.of(List.of("--tenant", "x"), List.of("--test-authority"))) {
      List<String> arguments =
          new ArrayList<>(List.of("verify", "--tiles", tiles, "--log-key", key));
      arguments.addAll(option);
      assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
      assertThat(terminal.err()).contains("--test-authority belong to --invariants");
    }
    assertThat(
            run("verify", "--data", tiles, "--tiles", tiles, "--against", tiles, "--log-key", key))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("three copies");
  }

  @Test
  void aProofOfAHundredMegabytesIsNotRead() throws Exception {
    Path file = folder.resolve("large");
    try (var large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100L << 20);
    }

    assertThat(run("check-proof", file.toString(), "--log-key", log(ORIGIN).verifier().toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("a proof has at most");
    assertThat(run("merkle-check", file.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("more than 1048576 bytes");
  }
}
