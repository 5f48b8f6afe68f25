package de.siegel.cli.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegel.cli.TestCertificate;
import de.siegel.cli.TestTerminal;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.pipeline.EmbeddedPipeline;
import de.siegel.embedded.pipeline.PipelineSettings;
import de.siegel.embedded.pipeline.PipelineSettings.Ports;
import de.siegel.revocation.BlastReport;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.sealing.Reply;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a security team does after an incident, by the command and on a running pipeline. */
@Timeout(180)
class RevocationIT {
  private static final String GOOD =
      """
      {"type":"V","payload":{"nam":{"fn":"Musterfrau-Dießner","gn":"Erika Dörte"},\
      "dob":"1979-04-14","v":[{"id":"%s","tg":"840539006","vp":"1119349007",\
      "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":1,"sd":2,"dt":"2021-04-14"}]}}""";

  /** A list follows within 60 s. */
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  @TempDir Path own;
  private static EmbeddedPipeline pipeline;
  private static PharmacyClient client;
  private TestTerminal terminal;

  @BeforeAll
  static void start() {
    pipeline =
        EmbeddedPipeline.start(new PipelineSettings(folder, Ports.ANY, 2, Map.of()), part -> {});
    client = pipeline.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    pipeline.close();
  }

  private int run(String... arguments) {
    terminal = TestTerminal.pipe();
    return terminal.execute(arguments);
  }

  /** A command that reads the trail. */
  private int read(String... arguments) {
    return run(
        Stream.concat(
                Stream.of(arguments),
                Stream.of(
                    "--bootstrap",
                    pipeline.bootstrapServers(),
                    "--registry",
                    pipeline.addresses().get("schema registry"),
                    "--link-keys",
                    folder.resolve("authority/audit-link-keys").toString()))
            .toArray(String[]::new));
  }

  private int trace(String certificate) {
    return read(
        "audit",
        "trace",
        certificate,
        "--trust",
        folder.resolve("authority/document-signing-certificate.der").toString(),
        "--upload-certificate",
        folder.resolve("authority/upload-certificate.der").toString());
  }

  private static PharmacySession session(int pharmacy, String operator) {
    return pipeline.open(client, TestPharmacies.id(pharmacy), "Kasse 1", operator);
  }

  private static String issued(PharmacySession session, int pharmacy, String requestId)
      throws Exception {
    return issued(session, pharmacy, requestId, Optional.empty());
  }

  private static String issued(
      PharmacySession session, int pharmacy, String requestId, Optional<String> supersedes)
      throws Exception {
    byte[] content =
        GOOD.formatted(TestPharmacies.location(pharmacy)).getBytes(StandardCharsets.UTF_8);
    Reply reply =
        client
            .submit(session, new Request(requestId, content, supersedes))
            .get(30, TimeUnit.SECONDS);
    return reply.certificate().orElseThrow(() -> new AssertionError(reply.errors().toString()));
  }

  private int verify(String certificate) throws Exception {
    Path trust = own.resolve("trust.json");
    Files.writeString(trust, pipeline.trustList().json());
    return run(
        "verify",
        certificate,
        "--trust",
        trust.toString(),
        "--revocations",
        folder.resolve("revocations/batches").toString(),
        "--upload-certificate",
        folder.resolve("authority/upload-certificate.der").toString());
  }

  private int revoke(Path report, String reason, int person) {
    return run(
        "revoke",
        "--from-report",
        report.toString(),
        "--reason",
        reason,
        "--key",
        folder.resolve("authority/authorities/revocations-" + person).toString(),
        "--service",
        pipeline.addresses().get("revocations"),
        "--yes");
  }

  private int status() {
    return run("revoke", "--status", "--service", pipeline.addresses().get("revocations"));
  }

  private Path report(Instant from, String operator) {
    Path report = own.resolve("report-" + UUID.randomUUID() + ".json");
    assertThat(
            read(
                "audit",
                "blast-radius",
                "--pharmacy",
                TestPharmacies.id(2),
                "--operator",
                operator,
                "--from",
                from.toString(),
                "--to",
                Instant.now().plusSeconds(3_600).toString(),
                "--out",
                report.toString()))
        .as(terminal::err)
        .isZero();
    return report;
  }

  /** Munich, 2021: what one operator issued by night is revoked, and not what the team did. */
  @Test
  void exactlyTheWindowOfAnIncidentIsRevokedByTwoPersons() throws Exception {
    Instant from = Instant.now();
    PharmacySession night = session(2, "night");
    PharmacySession day = session(2, "day");
    List<String> touched = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      touched.add(issued(night, 2, UUID.randomUUID().toString()));
    }
    String colleague = issued(day, 2, UUID.randomUUID().toString());
    String elsewhere = issued(session(1, "night"), 1, UUID.randomUUID().toString());
    await()
        .untilAsserted(
            () ->
                assertThat(
                        BlastReport.read(Files.readAllBytes(report(from, "night"))).certificates())
                    .hasSize(5));
    Path report = report(from, "night");

    assertThat(revoke(report, "forged by night", 1)).as(terminal::err).isZero();
    assertThat(terminal.out()).contains("Signed by one person");
    assertThat(revoke(report, "forged by night", 1)).isZero();
    assertThat(terminal.out()).contains("Signed by one person");
    assertThat(revoke(report, "another reason", 2)).isZero();
    assertThat(terminal.out()).contains("Signed by one person");
    assertThat(verify(touched.get(0))).as(terminal::err).isZero();
    assertThat(revoke(report, "forged by night", 2)).as(terminal::err).isZero();
    assertThat(terminal.out()).contains("Revoked: 5 certificates, in 3 batches");

    await().atMost(MINUTE).untilAsserted(() -> assertThat(status()).as(terminal::out).isZero());
    assertThat(terminal.out())
        .contains("SIGNATURE", "UCI", "COUNTRYCODEUCI")
        .containsPattern("forged\\s+by\\s+night");
    await()
        .untilAsserted(
            () -> {
              assertThat(read("audit", "replay", "--outcome", "CONTROL", "--format", "jsonl"))
                  .isZero();
              assertThat(terminal.out()).contains("certificate.revoke", "5 certificates, report ");
            });
    for (String certificate : touched) {
      assertThat(verify(certificate)).isEqualTo(1);
      assertThat(terminal.out()).contains("REVOKED");
    }
    for (String certificate : List.of(colleague, elsewhere)) {
      assertThat(verify(certificate)).as(terminal::out).isZero();
    }
    assertThat(trace(touched.get(0))).as(terminal::err).isZero();
    assertThat(terminal.out())
        .contains(TestPharmacies.id(2), "Kasse 1", "night", "APPROVED", "ISSUED")
        .containsPattern("revoked +.*yes.*, published 20");
    assertThat(trace(colleague)).isZero();
    assertThat(terminal.out()).containsPattern("revoked +no");
  }

  /** A report is a file that anybody could change: the trail has to say the same. */
  @Test
  void aReportThatTheTrailDoesNotConfirmRevokesNobody() throws Exception {
    Instant from = Instant.now();
    PharmacySession session = session(2, "victim");
    issued(session, 2, UUID.randomUUID().toString());
    issued(session, 2, UUID.randomUUID().toString());
    await()
        .untilAsserted(
            () ->
                assertThat(
                        BlastReport.read(Files.readAllBytes(report(from, "victim"))).certificates())
                    .hasSize(2));
    BlastReport good = BlastReport.read(Files.readAllBytes(report(from, "victim")));
    TouchedCertificate one = good.certificates().get(0);
    TouchedCertificate moved =
        new TouchedCertificate(
            one.index(),
            one.requestedAt(),
            one.keyId(),
            one.expiresAt(),
            good.certificates().get(1).handles(),
            one.pharmacyId(),
            one.terminal(),
            one.operator(),
            one.sessionId(),
            one.requestId());
    for (List<TouchedCertificate> changed :
        List.of(List.of(one), List.of(moved, good.certificates().get(1)))) {
      Path report = own.resolve("changed.json");
      Files.write(report, new BlastReport(good.window(), good.logSize(), changed).json());
      assertThat(revoke(report, "changed " + changed.size(), 1)).isZero();
      assertThat(revoke(report, "changed " + changed.size(), 2)).isEqualTo(1);
      assertThat(terminal.err()).contains("certificates: the trail names 2");
    }
  }

  @Test
  void aCorrectionRevokesWhatItReplacesAndNothingElse() throws Exception {
    PharmacySession session = session(1, "correcting");
    String wrongId = UUID.randomUUID().toString();
    String wrong = issued(session, 1, wrongId);
    String other = issued(session, 1, UUID.randomUUID().toString());
    String right = issued(session, 1, UUID.randomUUID().toString(), Optional.of(wrongId));

    await().atMost(MINUTE).untilAsserted(() -> assertThat(verify(wrong)).isEqualTo(1));
    assertThat(terminal.out()).contains("REVOKED");
    assertThat(verify(right)).as(terminal::out).isZero();
    assertThat(verify(other)).as(terminal::out).isZero();
    await().atMost(MINUTE).untilAsserted(() -> assertThat(status()).as(terminal::out).isZero());
    assertThat(trace(right)).isZero();
    assertThat(terminal.out()).contains("replaces", "request " + wrongId);
    assertThat(read("audit", "replay", "--outcome", "CONTROL", "--format", "jsonl")).isZero();
    assertThat(terminal.out()).contains("certificate.revoke-replaced");
  }

  /** The key was copied: what it signs elsewhere is in no leaf. */
  @Test
  void whatOurKeySignedWithoutALeafIsAKeyCompromise() throws Exception {
    char[] password =
        Files.readString(folder.resolve("authority/signer/document-signing-key.password"))
            .strip()
            .toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in =
        Files.newInputStream(folder.resolve("authority/signer/document-signing-key.p12"))) {
      store.load(in, password);
    }
    String alias = store.aliases().nextElement();
    X509Certificate signer = (X509Certificate) store.getCertificate(alias);
    PrivateKey key = (PrivateKey) store.getKey(alias, password);

    TestCertificate stolen =
        TestCertificate.stolen(
            key, signer, Instant.ofEpochSecond(Instant.now().minusSeconds(120).getEpochSecond()));
    assertThat(trace(stolen.text())).as(terminal::err).isEqualTo(3);
    assertThat(terminal.out()).contains("KEY COMPROMISE");

    assertThat(trace(TestCertificate.vaccination().text())).isEqualTo(1);
    assertThat(terminal.err()).contains("Not ours");
    assertThat(trace("URN:UVCI:01DE/TEST/NOBODY#A")).isEqualTo(1);
    assertThat(terminal.err()).contains("mistyped");
  }

  /** A mistyped option must not tell a country to stop issuing. */
  @Test
  void aKeyOfAnotherEnvironmentIsNoCompromiseOfThisOne() throws Exception {
    TestCertificate elsewhere = TestCertificate.vaccination();
    Path trust = own.resolve("elsewhere.json");
    Files.writeString(trust, elsewhere.trustList().json());

    assertThat(read("audit", "trace", elsewhere.text(), "--trust", trust.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("That cannot be told", "--trust");
    assertThat(terminal.out()).doesNotContain("COMPROMISE");
  }
}
