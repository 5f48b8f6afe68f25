package de.siegel.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.siegel.tamperlog.merkle.Hash;
import de.siegel.tamperlog.merkle.Nodes;
import de.siegel.tamperlog.note.Checkpoint;
import de.siegel.tamperlog.note.NoteSignature;
import de.siegel.tamperlog.note.NoteSigner;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.SignedNote;
import de.siegel.tamperlog.note.VerifierKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A witness that is away, lies or is slow counts for nothing, and holds nobody up. */
@Timeout(30)
class WitnessClientTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final NoteSigner LOG = signer("log", SignatureType.ED25519);
  private static final NoteSigner WITNESS = signer("witness", SignatureType.ED25519_COSIGNATURE);
  private static final Hash LEAF = Hash.ofLeaf(new byte[1]);
  private static final Checkpoint CHECKPOINT = new Checkpoint("log", 1, LEAF);
  private static final SignedNote NOTE =
      new SignedNote(CHECKPOINT.text(), List.of(LOG.sign(CHECKPOINT.text(), NOW)));
  private static final Nodes NODES = (level, index) -> LEAF;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile Answers answers;

  private interface Answers {
    void to(HttpExchange exchange) throws IOException;
  }

  private static NoteSigner signer(String name, SignatureType type) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(VerifierKey.of(name, type, keys.getPublic()), keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/add-checkpoint",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answers.to(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private WitnessClient client() {
    return new WitnessClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        WITNESS.verifier(),
        Duration.ofSeconds(1));
  }

  private Optional<NoteSignature> ask() throws Exception {
    return client().ask(NOTE, CHECKPOINT, NODES);
  }

  private void answers(int status, String body) {
    answers =
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        };
  }

  /** A broker that is away for a while must not end the asking for good, unseen. */
  @Test
  void whatCouldNotBePublishedIsTriedAgain() throws Exception {
    answers(200, WITNESS.sign(CHECKPOINT.text(), NOW).line());
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch published = new CountDownLatch(1);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Witnesses witnesses =
        new Witnesses(
            List.of(new WitnessList.Entry(url, WITNESS.verifier())),
            new MemoryStore(),
            note -> {
              if (tries.incrementAndGet() == 1) {
                throw new KafkaException("not authorised for a while");
              }
              published.countDown();
            })) {
      witnesses.take(NOTE, CHECKPOINT);
      assertThat(published.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void takesItsCosignatureOverJustThisCheckpoint() throws Exception {
    NoteSignature own = WITNESS.sign(CHECKPOINT.text(), NOW);
    answers(200, own.line());

    assertThat(ask().orElseThrow().line()).isEqualTo(own.line());
  }

  @Test
  void whoIsAwayDoesNotAnswer() {
    server.stop(0);

    assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessageContaining("witness");
  }

  @Test
  void whoLiesIsNotBelieved() {
    Checkpoint other = new Checkpoint("log", 2, LEAF);
    String foreign =
        signer("witness", SignatureType.ED25519_COSIGNATURE).sign(NOTE.text(), NOW).line();
    byte[] wrong = WITNESS.sign(CHECKPOINT.text(), NOW).signature();
    wrong[20] ^= 1;
    for (String line :
        List.of(
            WITNESS.sign(other.text(), NOW).line(),
            foreign,
            LOG.sign(NOTE.text(), NOW).line(),
            new NoteSignature("witness", WITNESS.verifier().keyId(), wrong).line())) {
      answers(200, line);
      assertThatThrownBy(this::ask)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another signature than its own");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "junk", "— witness !\n", "— witness AAAA\n"})
  void whatIsNoSignatureIsNone(String body) {
    answers(200, body);

    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }

  @Test
  void thousandsOfSignaturesAreNotLookedAt() {
    answers(200, WITNESS.sign(CHECKPOINT.text(), NOW).line().repeat(500));

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most 100 signatures");
  }

  @Test
  void whoHasSeenMoreIsAskedAgainLater() throws Exception {
    answers(409, "7\n");

    assertThat(ask()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1\n", "99999999999999999999\n", "7", "7\n7\n"})
  void aConflictWithoutASizeIsNone(String body) {
    answers(409, body);

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("without a size");
  }

  @Test
  void whoNeverAnswersIsLeftAlone() {
    answers =
        exchange -> {
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        };

    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }

  /** The headers come in time, and then a byte now and then. */
  @Test
  void whoAnswersDropByDropIsLeftAlone() {
    answers =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          try {
            for (int n = 0; n < 200; n++) {
              out.write('x');
              out.flush();
              Thread.sleep(100);
            }
          } catch (InterruptedException e) {
            exchange.close();
          }
        };
    long begin = System.nanoTime();

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within 1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whoAnswersWithoutEndIsCutOff() {
    answers =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[64 * 1024];
          for (int n = 0; n < 1600; n++) {
            exchange.getResponseBody().write(much);
          }
          exchange.close();
        };

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 65536 bytes");
  }
}
