package de.siegel.revocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import de.siegel.certificate.KeyId;
import de.siegel.certificate.RevocationHandle;
import de.siegel.revocation.RevocationBatch;
import de.siegel.revocation.SignedBatch;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.revocations.key.UploadKey;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.testing.TestClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No batch is lost: an upload job once lost most of its batches over a weekend unnoticed. */
class OutboxTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  @TempDir Path folder;
  private final TestClock clock = new TestClock(NOW);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<String> received = new ArrayList<>();
  private volatile int answer = 201;
  private HttpServer gateway;
  private UploadKey key;

  @BeforeEach
  void start() throws Exception {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/revocation-list",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    gateway.start();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Upload TEST-ONLY, C=DE");
    key =
        new UploadKey(
            new JcaX509CertificateConverter()
                .setProvider(PROVIDER)
                .getCertificate(
                    new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2049-01-01T00:00:00Z")),
                            name,
                            keys.getPublic())
                        .build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(PROVIDER)
                                .build(keys.getPrivate()))),
            keys.getPrivate());
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  private Outbox open() {
    Gateway at = new Gateway(URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
    return new Outbox(folder, key, "DE", Optional.of(at), clock);
  }

  private void turn(Outbox outbox) {
    outbox.publish(producer);
    outbox.deliver();
  }

  private static TouchedCertificate certificate(int number) {
    String id = "URN:UVCI:01DE/TEST/" + number;
    return new TouchedCertificate(
        number,
        NOW,
        KeyId.of(new byte[8]),
        NOW.plus(Duration.ofDays(365)),
        List.of(
            RevocationHandle.ofCertificateId(id),
            RevocationHandle.ofCountryAndCertificateId("DE", id)),
        "p-1",
        "t",
        "o",
        "s",
        "r");
  }

  @Test
  void aBatchIsPublishedAndDeliveredAsTheGatewayTakesIt() {
    Outbox outbox = open();
    assertThat(outbox.add("order 1", List.of(certificate(1), certificate(2)))).hasSize(2);

    turn(outbox);

    assertThat(outbox.underWay()).isEmpty();
    assertThat(received).hasSize(2);
    RevocationBatch batch =
        SignedBatch.open(Base64.getDecoder().decode(received.get(0)), key.certificate(), PROVIDER);
    assertThat(batch.country()).isEqualTo("DE");
    assertThat(batch.entries()).hasSize(2);
    assertThat(producer.history()).hasSize(2);
    assertThat(producer.history().get(0).key())
        .isEqualTo(("DE/" + KeyId.of(new byte[8]).base64()).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatTheGatewayDoesNotTakeIsSentAgainUntilItHasItAndShowsUntilThen() {
    Outbox outbox = open();
    outbox.add("order 1", List.of(certificate(1)));
    answer = 500;
    turn(outbox);
    assertThat(outbox.underWay()).hasSize(2);
    assertThat(outbox.all())
        .anySatisfy(
            state ->
                assertThat(state.problem()).isEqualTo("not delivered: the gateway answers 500"));
    assertThat(received).as("the others do not find it out too").hasSize(1);
    assertThat(producer.history()).hasSize(2);

    clock.advance(Duration.ofMinutes(1));
    answer = 409; // It has it: an answer was lost.
    turn(outbox);

    assertThat(outbox.underWay()).isEmpty();
    assertThat(outbox.all()).allSatisfy(state -> assertThat(state.problem()).isEmpty());
    assertThat(producer.history()).as("published once").hasSize(2);
  }

  @Test
  void whatTheBrokerDoesNotTakeIsNotDeliveredEither() {
    Outbox outbox = open();
    outbox.add("order 1", List.of(certificate(1)));
    producer.sendException = new TimeoutException("away");
    assertThatThrownBy(() -> turn(outbox)).isInstanceOf(TimeoutException.class);
    assertThat(received).isEmpty();
    assertThat(outbox.underWay()).hasSize(2);
  }

  @Test
  void nothingIsLostOrMadeTwiceWhenTheServiceIsKilled() {
    Outbox before = open();
    before.add("order 1", List.of(certificate(1)));

    Outbox after = open();
    assertThat(after.underWay()).hasSize(2);
    assertThat(after.add("order 1", List.of(certificate(1)))).isEmpty();
    turn(after);

    assertThat(received).hasSize(2);
    assertThat(open().underWay()).isEmpty();
    assertThat(open().add("order 2", List.of(certificate(1)))).hasSize(2);
  }

  /** A certificate that ends between two tries takes no other with it. */
  @Test
  void whatIsMadeAgainAfterACertificateEndedIsNotTakenForTheSame() {
    TouchedCertificate one = certificate(1);
    TouchedCertificate ends =
        new TouchedCertificate(
            2,
            NOW,
            one.keyId(),
            NOW.plusSeconds(60),
            certificate(2).handles(),
            "p",
            "",
            "",
            "s",
            "r");
    assertThat(open().add("order 1", List.of(one, ends))).hasSize(2);
    clock.advance(Duration.ofMinutes(2));

    assertThat(open().add("order 1", List.of(one, ends)))
        .hasSize(2)
        .allSatisfy(state -> assertThat(state.entries()).isEqualTo(1));
    assertThat(open().knows("order 1")).isTrue();
    assertThat(open().knows("order 2")).isFalse();
  }

  @Test
  void doesNotStartOnWhatIsNoBatch() throws IOException {
    open().add("order 1", List.of(certificate(1)));
    try (Stream<Path> files = Files.list(folder)) {
      Path state =
          files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
      Files.writeString(state, "{");
    }
    assertThatThrownBy(this::open).isInstanceOf(ConfigurationError.class);
  }
}
