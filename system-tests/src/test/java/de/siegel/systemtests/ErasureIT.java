package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.Base45;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.session.SessionSecrets;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyPair;
import de.siegel.sealing.PreAuthenticationEncoding;
import de.siegel.sealing.Reply;
import de.siegel.sealing.SessionSecret;
import de.siegel.sealing.SharedKey;
import de.siegel.servicekit.authority.OrderJson;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.servicekit.key.HttpEpochKeySource;
import de.siegel.servicekit.key.SecretFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** I10: what an epoch sealed is gone with it, also from the memory of the services that go on. */
@Tag("long")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ErasureIT {
  private static final int REQUESTS = 1_000;
  private static final int UNDER_WAY = 200;
  private static final String FAMILY = "Zzyzxmann";
  private static final String GIVEN = "Qwyjibotte";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final CryptoProviders CRYPTO = CryptoProviders.choose();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  /** Keeps what a client would, to look for it. */
  private static final class Kept implements SessionSecrets {
    private final Map<String, SessionSecret> secrets = new ConcurrentHashMap<>();

    @Override
    public void keep(SessionSecret secret, Instant until) {
      secrets.put(secret.sessionId(), secret);
    }

    @Override
    public Map<String, SessionSecret> kept(Instant now) {
      return Map.of();
    }
  }

  @Test
  void nothingOfAHolderCanBeRecoveredAfterItsEpochFromDisksLogsOrRunningServices()
      throws Exception {
    Kept kept = new Kept();
    try (PipelineProcesses pipeline = PipelineProcesses.start(folder, true)) {
      // Given
      List<Reply> replies = issue(pipeline, kept);
      assertThat(replies).hasSize(REQUESTS).allMatch(reply -> reply.kind() == OutcomeKind.ISSUED);
      park(pipeline);
      List<EpochKey> epochKeys = pipeline.sessions().epochKeys();
      NeedleSearch markers =
          new NeedleSearch()
              .text("family name", FAMILY)
              .text("family name", FAMILY.toUpperCase(java.util.Locale.ROOT))
              .text("given name", GIVEN)
              .text("given name", GIVEN.toUpperCase(java.util.Locale.ROOT));
      replies.forEach(reply -> addCertificate(markers, reply.certificate().orElseThrow()));
      NeedleSearch keys = new NeedleSearch();
      addKeys(keys, pipeline, kept, epochKeys);
      recordKeys(keys, pipeline, kept);

      // While the epoch lives: never in the clear on any disk; and the search finds what is there.
      TopicDump.write(pipeline, folder.resolve("topics"));
      assertThat(markers.under(folder)).isEmpty();
      assertThat(keys.under(folder)).isEmpty();
      assertThat(new NeedleSearch().text("request", "erasure-0017").under(folder)).isNotEmpty();
      assertThat(keys.in(dump(pipeline, PipelineProcesses.FIRST_SIGNER))).isNotEmpty();

      // When
      destroy(pipeline, epochKeys.get(0).getEpoch());

      // Then
      Map<String, Long> processes = new TreeMap<>();
      pipeline.processes().forEach(process -> processes.put(process.name(), process.pid()));
      processes.put("broker", pipeline.broker().pid());
      processes.forEach((name, pid) -> nothingIsLeft(name, pid, List.of(markers, keys)));
      TopicDump.write(pipeline, folder.resolve("topics"));
      assertThat(markers.under(folder)).isEmpty();
      assertThat(keys.under(folder)).isEmpty();
    }
  }

  /** A signer is killed meanwhile, so that there are aborted records too. */
  private static List<Reply> issue(PipelineProcesses pipeline, Kept kept) throws Exception {
    try (PharmacyClient client = pipeline.client(kept)) {
      List<PharmacySession> sessions = new ArrayList<>();
      for (int pharmacy = 1; pharmacy <= PipelineProcesses.PHARMACIES; pharmacy++) {
        sessions.add(client.open(TestPharmacies.id(pharmacy), "terminal-1", "operator-1"));
      }
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int number = 0; number < REQUESTS; number++) {
        int pharmacy = number % sessions.size() + 1;
        if (number == REQUESTS / 2) {
          pipeline.process(PipelineProcesses.SECOND_SIGNER).kill();
          pipeline.process(PipelineProcesses.SECOND_SIGNER).start();
        }
        if (number >= UNDER_WAY) {
          replies.get(number - UNDER_WAY).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        replies.add(
            client.submit(
                sessions.get(pharmacy - 1),
                new Request("erasure-%04d".formatted(number), content(pharmacy, number))));
      }
      List<Reply> answered = new ArrayList<>();
      for (CompletableFuture<Reply> reply : replies) {
        answered.add(reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      pipeline.awaitReady();
      return answered;
    }
  }

  private static byte[] content(int pharmacy, int number) {
    return ("{\"type\":\"V\",\"payload\":{\"nam\":{\"fn\":\"%s\",\"gn\":\"%s\"},\"dob\":\"%d-03-17\","
            + "\"v\":[{\"id\":\"%s\",\"tg\":\"840539006\",\"vp\":\"1119349007\","
            + "\"mp\":\"EU/1/20/1528\",\"ma\":\"ORG-100030215\",\"dn\":2,\"sd\":2,"
            + "\"dt\":\"2021-06-01\"}]}}")
        .formatted(FAMILY, GIVEN, 1920 + number % 80, TestPharmacies.location(pharmacy))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A part of the certificate behind what all have in common: as text, compressed, signed. */
  private static void addCertificate(NeedleSearch markers, String certificate) {
    markers.text("certificate", certificate.substring(60, 100));
    byte[] compressed = Base45.decode(certificate.substring("HC1:".length()));
    markers.bytes("certificate, compressed", Arrays.copyOfRange(compressed, 40, 72));
    byte[] cose = inflate(compressed);
    markers.bytes("signature", Arrays.copyOfRange(cose, cose.length - 64, cose.length));
  }

  private static byte[] inflate(byte[] compressed) {
    try (InflaterInputStream in =
        new InflaterInputStream(new java.io.ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A validated request that comes again is parked, with what is sealed in it. */
  private static void park(PipelineProcesses pipeline) throws Exception {
    ConsumerRecord<byte[], byte[]> validated =
        CommittedRecords.of(pipeline, TopicCatalogue.VALIDATED).get(0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  validated.topic(), validated.partition(), validated.key(), validated.value()))
          .get();
    }
    Awaitility.await("it is parked")
        .atMost(PATIENCE)
        .until(
            () ->
                !CommittedRecords.of(pipeline, TopicCatalogue.parked(TopicCatalogue.FRAUD_CHECK))
                    .isEmpty());
  }

  /** The stages' private keys, asked for as the stages do; the sessions' secrets. */
  private static void addKeys(
      NeedleSearch keys, PipelineProcesses pipeline, Kept kept, List<EpochKey> epochKeys) {
    assertThat(epochKeys).hasSize(TopicCatalogue.READING_STAGES.size());
    for (EpochKey key : epochKeys) {
      SharedKey shared =
          new SecretFolder(pipeline.authority().attestationKeys(key.getStage()))
              .sharedKeys().stream()
                  .filter(known -> known.recipient().equals(EpochKeysService.NAME))
                  .findFirst()
                  .orElseThrow();
      EpochKeyPair pair =
          new HttpEpochKeySource(URI.create(pipeline.epochKeys()), shared, CRYPTO.random(), CLOCK)
              .ask(key)
              .orElseThrow();
      keys.key("epoch key of " + key.getStage(), pair.privateKey());
    }
    assertThat(kept.secrets).hasSize(PipelineProcesses.PHARMACIES);
    kept.secrets.values().forEach(secret -> keys.key("session secret", secret.bytes()));
  }

  /** The keys of each request, blind and outcome, derived as docs/EVENTS.md says. */
  private static void recordKeys(NeedleSearch keys, PipelineProcesses pipeline, Kept kept)
      throws GeneralSecurityException {
    byte[] salt = PreAuthenticationEncoding.of("siegel/session/v1").bytes();
    Map<String, byte[]> extracted = new TreeMap<>();
    for (SessionSecret secret : kept.secrets.values()) {
      byte[] key = hmac(salt, secret.bytes());
      extracted.put(secret.sessionId(), key);
      keys.key("extracted session key", key);
    }
    List<IssuanceRequest> requests =
        CommittedRecords.values(pipeline, TopicCatalogue.REQUESTS, IssuanceRequest.class);
    assertThat(requests).hasSizeGreaterThanOrEqualTo(REQUESTS);
    for (IssuanceRequest request : requests) {
      String session = request.getEnvelope().getSessionId();
      String submission = request.getEnvelope().getSubmissionId();
      byte[] key = extracted.get(session);
      keys.key("request key", derive(key, "siegel/request/v1", session, submission));
      keys.key("blind key", derive(key, "siegel/blind/v1", session, submission));
      keys.key("outcome key", derive(key, "siegel/outcome/v1", session, "signer/" + submission));
    }
  }

  private static byte[] derive(byte[] key, String label, String session, String id)
      throws GeneralSecurityException {
    byte[] info = PreAuthenticationEncoding.of(label).add(session).add(id).bytes();
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return hmac(key, block);
  }

  private static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(key, "HmacSHA256"));
    return hmac.doFinal(bytes);
  }

  private static void destroy(PipelineProcesses pipeline, String epoch)
      throws IOException, InterruptedException {
    SignedOrder order =
        SignedOrder.sign(
            "epoch.destroy",
            List.of(epoch),
            CLOCK.instant().truncatedTo(ChronoUnit.MILLIS),
            AuthorityKeyFile.read(pipeline.authority().authorityKey(EpochKeysService.NAME, 1)),
            CRYPTO.random(),
            CRYPTO.hot());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pipeline.epochKeys() + "/epochs/orders"))
            .POST(BodyPublishers.ofByteArray(OrderJson.write(order)))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  /** In the heap of a service that goes on, garbage included; it has some seconds to notice. */
  private static void nothingIsLeft(String name, long pid, List<NeedleSearch> searches) {
    Awaitility.await("nothing is left in " + name)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              Path dump = dump(pid);
              Set<String> found = new TreeSet<>();
              searches.forEach(search -> found.addAll(search.in(dump)));
              delete(dump);
              assertThat(found).isEmpty();
            });
  }

  private static Path dump(PipelineProcesses pipeline, String process) {
    return dump(pipeline.process(process).pid());
  }

  /** A heap dump of a running process, with the objects that nobody refers to any more. */
  private static Path dump(long pid) {
    try {
      Path dump = Files.createTempDirectory("heap").resolve(pid + ".hprof");
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.heap_dump",
                  "-all",
                  dump.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(jcmd.waitFor()).as(said).isZero();
      assertThat(dump).as(said).isNotEmptyFile();
      return dump;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path dump) {
    try {
      Files.delete(dump);
      Files.delete(dump.getParent());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
