package de.siegel.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.tamperlog.merkle.CompactRange;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Nodes;
import de.siegel.tamperlog.merkle.Proofs;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.MalformedNote;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import de.siegel.witness.domain.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A witness as C2SP tlog-witness has it, over HTTP. */
class WitnessTest {
  private static final String ORIGIN = "siegel.example/audit";
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");
  private static final NoteSigner LOG = signer(ORIGIN, SignatureType.ED25519);
  private static final NoteSigner WITNESS =
      signer("witness.example/1", SignatureType.ED25519_COSIGNATURE);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private WitnessServer server;

  private static NoteSigner signer(String name, SignatureType type) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(VerifierKey.of(name, type, keys.getPublic()), keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A log whose entries differ from another's from an index on. */
  private static final class History {
    private final Map<String, Hash> hashes = new HashMap<>();
    private final List<Hash> roots = new ArrayList<>();
    private final Nodes nodes = (level, index) -> hashes.get(level + "/" + index);

    History(int size, int otherFrom) {
      CompactRange range = CompactRange.empty();
      roots.add(range.root());
      for (int n = 0; n < size; n++) {
        byte[] entry =
            (n < otherFrom ? "entry " + n : "other " + n).getBytes(StandardCharsets.UTF_8);
        range.append(
            Hash.ofLeaf(entry), (level, index, hash) -> hashes.put(level + "/" + index, hash));
        roots.add(range.root());
      }
    }

    byte[] request(int from, int to, NoteSigner signer) {
      Checkpoint checkpoint = new Checkpoint(signer.verifier().name(), to, roots.get(to));
      SignedNote note =
          new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint.text(), NOW)));
      List<Hash> proof = from <= to ? Proofs.consistency(from, to, nodes).path() : List.of();
      return new AddCheckpoint(from, proof, note, checkpoint).bytes();
    }
  }

  private final History history = new History(40, 40);
  private final History other = new History(40, 7);

  @BeforeEach
  void start() {
    server =
        new WitnessServer(
            new Witness(WITNESS, List.of(LOG.verifier()), folder, () -> NOW), "127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(byte[] body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void signs(int from, int to) throws IOException, InterruptedException, MalformedNote {
    byte[] request = history.request(from, to, LOG);
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    SignedNote note = AddCheckpoint.parse(request).note();
    SignedNote cosigned =
        SignedNote.parse(
            (new String(note.bytes(), StandardCharsets.UTF_8) + answer.body())
                .getBytes(StandardCharsets.UTF_8));
    assertThat(cosigned.check(List.of(WITNESS.verifier(), LOG.verifier())))
        .isEqualTo(new SignedNote.Check.Signed(List.of(LOG.verifier(), WITNESS.verifier())));
  }

  private void conflicts(byte[] request, int size) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/x.tlog.size");
    assertThat(answer.body()).isEqualTo(size + "\n");
  }

  @Test
  void cosignsALogThatOnlyGrowsAlsoAcrossRestarts() throws Exception {
    signs(0, 1);
    signs(1, 7);
    signs(7, 7);
    server.close();
    start();
    conflicts(history.request(0, 9, LOG), 7);
    conflicts(history.request(8, 9, LOG), 7);
    signs(7, 40);
  }

  @Test
  void doesNotCosignAnotherHistory() throws Exception {
    signs(0, 20);

    assertThat(ask(other.request(20, 30, LOG)).statusCode()).isEqualTo(422);
    conflicts(other.request(20, 20, LOG), 20);
    conflicts(history.request(10, 10, LOG), 20);
    assertThat(ask(history.request(30, 20, LOG)).statusCode()).isEqualTo(400);
    byte[] wrongProof =
        new String(history.request(20, 30, LOG), StandardCharsets.UTF_8)
            .replaceFirst("old 20\n[^\n]*\n", "old 20\n")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(ask(wrongProof).statusCode()).isEqualTo(422);
    signs(20, 30);
  }

  @Test
  void looksOnlyAtLogsThatItKnowsAndThatSigned() throws Exception {
    NoteSigner stranger = signer("elsewhere", SignatureType.ED25519);
    NoteSigner impostor = signer(ORIGIN, SignatureType.ED25519);

    assertThat(ask(history.request(0, 5, stranger)).statusCode()).isEqualTo(404);
    assertThat(ask(history.request(0, 5, impostor)).statusCode()).isEqualTo(403);
    assertThat(checkpoints()).isEmpty();
  }

  @Test
  void ofManyAtOnceOneIsCosigned() throws Exception {
    signs(0, 5);
    byte[] request = history.request(5, 6, LOG);

    List<Integer> codes =
        Stream.generate(
                () ->
                    http.sendAsync(
                        HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/add-checkpoint"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                            .build(),
                        HttpResponse.BodyHandlers.ofString()))
            .limit(20)
            .toList()
            .stream()
            .map(answer -> answer.join().statusCode())
            .toList();

    assertThat(codes).containsOnly(200, 409).containsOnlyOnce(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "old\n\n",
        "old x\n\n",
        "old -1\n\n",
        "old 01\n\n",
        "old 0\nAAAA\n\n",
        "old 0\n\n",
        "old 0\n\nnothing\n",
        "old 0\n\no\n5\n\n\u2014 o AAAAAAAA\n"
      })
  void refusesWhatIsNoRequest(String body) throws Exception {
    assertThat(ask(body.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesProofsThatAreTooLong() throws Exception {
    String good = new String(history.request(0, 5, LOG), StandardCharsets.UTF_8);
    String lines = (Hash.OF_EMPTY_TREE + "\n").repeat(64);

    assertThat(
            ask(good.replace("old 0\n", "old 0\n" + lines).getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(400);
    assertThat(ask(new byte[AddCheckpoint.LONGEST + 1]).statusCode()).isEqualTo(413);
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).toList();
    }
  }

  private void isUnavailable(byte[] request) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("Nothing is signed").doesNotContain("\u2014");
  }

  @Test
  void signsNothingWhereItsMemoryIsDamaged() throws Exception {
    signs(0, 5);
    byte[] good = Files.readAllBytes(checkpoints().get(0));
    Files.writeString(checkpoints().get(0), "junk");

    isUnavailable(history.request(5, 6, LOG));
    assertThatThrownBy(() -> new CheckpointFiles(folder).read(ORIGIN))
        .isInstanceOf(ConfigurationError.class);
    byte[] notUtf8 = Arrays.copyOf(good, good.length + 2);
    notUtf8[good.length] = (byte) 0xFF;
    notUtf8[good.length + 1] = '\n';
    Files.write(checkpoints().get(0), notUtf8);
    isUnavailable(history.request(5, 6, LOG));
    server.close();
    assertThatThrownBy(this::start)
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining(ORIGIN);
    Files.write(checkpoints().get(0), good);
    start();
    signs(5, 6);
  }

  @Test
  void signsNothingWhenWhatItSignedIsGoneOrOlder() throws Exception {
    signs(0, 5);
    Path file = checkpoints().get(0);
    byte[] older = Files.readAllBytes(file);
    signs(5, 20);
    byte[] latest = Files.readAllBytes(file);

    Files.delete(file);
    isUnavailable(other.request(0, 30, LOG));
    isUnavailable(history.request(20, 30, LOG));
    Files.write(file, older);
    isUnavailable(other.request(5, 20, LOG));
    isUnavailable(history.request(20, 30, LOG));
    assertThat(Files.readAllBytes(file)).isEqualTo(older);
    Files.write(file, latest);
    signs(20, 30);
  }

  @Test
  void signsNothingWhenSomebodyElseWroteWhatItHasNotSigned() throws Exception {
    signs(0, 20);
    new CheckpointFiles(folder).write(new Checkpoint(ORIGIN, 25, other.roots.get(25)));

    isUnavailable(other.request(25, 30, LOG));
    isUnavailable(history.request(20, 30, LOG));
  }

  @Test
  void signsNothingWhenItsFolderIsEmptiedBeforeTheFirstRequest() throws Exception {
    signs(0, 20);
    server.close();
    start();
    Files.delete(checkpoints().get(0));

    isUnavailable(other.request(0, 30, LOG));
  }

  @Test
  void signsNothingInAFolderThatAnotherOneCouldTake() throws Exception {
    Path lock = folder.resolve("witness.lock");
    Files.delete(lock);
    isUnavailable(history.request(0, 5, LOG));
    Files.createFile(lock);
    isUnavailable(history.request(0, 5, LOG));

    server.close();
    start();
    signs(0, 5);
  }

  @Test
  void strangersAreToldTheSameWhateverBecameOfItsFolder() throws Exception {
    signs(0, 5);
    Files.delete(checkpoints().get(0));

    assertThat(ask(history.request(0, 5, signer("elsewhere", SignatureType.ED25519))).statusCode())
        .isEqualTo(404);
    assertThat(ask(history.request(0, 5, signer(ORIGIN, SignatureType.ED25519))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void lookedAtAfterItsEndItSignsNothing() throws Exception {
    server.close();
    Witness witness = new Witness(WITNESS, List.of(LOG.verifier()), folder, () -> NOW);
    witness.close();

    assertThat(witness.look(AddCheckpoint.parse(history.request(0, 5, LOG))))
        .isInstanceOf(Witness.Answer.Forgotten.class);
  }

  @Test
  void whereItsPortIsTakenItsFolderIsFree() {
    int taken = server.port();
    Path another = folder.resolve("another");

    assertThatThrownBy(
            () ->
                new WitnessServer(
                    new Witness(WITNESS, List.of(LOG.verifier()), another, () -> NOW),
                    "127.0.0.1",
                    taken))
        .isInstanceOf(ConfigurationError.class);
    FolderLock.take(another).close();
  }
}
