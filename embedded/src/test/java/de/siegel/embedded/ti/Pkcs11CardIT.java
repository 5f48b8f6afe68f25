package de.siegel.embedded.ti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.client.session.Pkcs11Card;
import de.siegel.client.session.SoftCard;
import de.siegel.identity.card.CardChallenge;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card's key in SoftHSM, a module that we did not write. Its settings are named by the build. */
class Pkcs11CardIT {
  private static final String PIN = "648219";
  private static final String LABEL = "C.HCI.AUT";

  @TempDir static Path folder;
  private static Path module;
  private static final TestTi TI = TestTi.good();
  private static TestCard card;

  @BeforeAll
  static void putAKeyIntoTheModule() throws Exception {
    module =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    String settings = System.getenv("SOFTHSM2_CONF");
    Assumptions.assumeTrue(
        module != null && settings != null && isThere("softhsm2-util") && isThere("pkcs11-tool"),
        "SoftHSM is not here: install softhsm2 and opensc");
    Path tokens = Path.of(settings).resolveSibling("softhsm-tokens");
    Files.createDirectories(tokens);
    Files.writeString(
        Path.of(settings),
        "directories.tokendir = " + tokens.toAbsolutePath() + "\nobjectstore.backend = file\n");

    card = TI.card().build();
    new KeyFiles(folder, "card").write(card.keys(), card.der());
    Path pem = folder.resolve("card.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(card.keys().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    String token = "siegel-" + System.nanoTime();
    run("softhsm2-util", "--init-token", "--free", "--label", token, "--so-pin", PIN, "--pin", PIN);
    run(
        "softhsm2-util",
        "--import",
        pem.toString(),
        "--token",
        token,
        "--label",
        LABEL,
        "--id",
        "01",
        "--pin",
        PIN);
    run(
        "pkcs11-tool",
        "--module",
        module.toString(),
        "--token-label",
        token,
        "--login",
        "--pin",
        PIN,
        "--write-object",
        folder.resolve("card.der").toString(),
        "--type",
        "cert",
        "--label",
        LABEL,
        "--id",
        "01");
  }

  private static boolean isThere(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  private static void run(String... command) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(List.of(command).get(0) + ": " + Files.readString(output))
        .isZero();
  }

  @Test
  void aKeyThatStaysInTheModuleLetsItsPharmacyIn() {
    Pkcs11Card inTheModule = Pkcs11Card.open(module, 0, LABEL, PIN::toCharArray);
    assertThat(inTheModule.certificate()).isEqualTo(card.der());
    for (int n = 0; n < 20; n++) {
      CardChallenge challenge = TI.challenge(TestTi.NOW);
      byte[] signature = inTheModule.sign(challenge.bytes());
      assertThat(TI.verify(card).then(read -> TI.prove(read, challenge, signature)).refusal())
          .isEmpty();
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Pkcs11Card.open(module, 0, LABEL, () -> "000000".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PIN");
    assertThatThrownBy(() -> Pkcs11Card.open(module, 0, "another", PIN::toCharArray))
        .hasMessageContaining("another");
    assertThatThrownBy(() -> Pkcs11Card.open(folder.resolve("no.so"), 0, LABEL, PIN::toCharArray))
        .hasMessageContaining("no.so");
  }

  @Test
  void aSoftCardOfTheSameKeySignsToo() {
    SoftCard soft = SoftCard.read(folder.resolve("card"));
    CardChallenge challenge = TI.challenge(TestTi.NOW);
    assertThat(
            TI.verify(card)
                .then(read -> TI.prove(read, challenge, soft.sign(challenge.bytes())))
                .refusal())
        .isEmpty();
  }
}
