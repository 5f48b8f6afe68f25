package de.siegel.identity.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class RootOfTrustFileTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant EXPIRES = NOW.plus(Duration.ofDays(30));

  private final AuthorityKey first = AuthorityKey.generate(PROVIDER);
  private final AuthorityKey second = AuthorityKey.generate(PROVIDER);
  private final AuthorityKey third = AuthorityKey.generate(PROVIDER);
  private final AuthorityKey sessions = AuthorityKey.generate(PROVIDER);
  private final RootOfTrust root =
      new RootOfTrust(
          "test",
          3,
          EXPIRES,
          new Role(
              "root",
              2,
              Map.of(
                  first.id(), first.publicKey(),
                  second.id(), second.publicKey(),
                  third.id(), third.publicKey())),
          Map.of("sessions", new Role("sessions", 1, Map.of(sessions.id(), sessions.publicKey()))));

  private byte[] signedBy(AuthorityKey... keys) {
    return RootOfTrustFile.write(root, List.of(keys), PROVIDER);
  }

  private static RootOfTrust read(byte[] file) throws UntrustedRoot {
    return RootOfTrustFile.read(file, RootOfTrustFile.pin(file), NOW, PROVIDER);
  }

  private static void assertRefused(byte[] file, String why) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UntrustedRoot.class)
        .hasMessageContaining(why);
  }

  private static ObjectNode json(byte[] file) {
    try {
      return (ObjectNode) MAPPER.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatItWroteWhenEnoughRootKeysSigned() throws UntrustedRoot {
    RootOfTrust read = read(signedBy(first, third));

    assertThat(read).isEqualTo(root);
    assertThat(read.roleFor("control.sessions").map(Role::threshold)).contains(1);
    assertThat(read.roleFor("control.admissions")).isEmpty();
  }

  @Test
  void refusesOneSignatureWhereTwoAreNeeded() {
    assertRefused(signedBy(first), "fewer than 2");
  }

  @Test
  void countsTwoSignaturesByOneKeyOnce() {
    assertRefused(signedBy(first, first), "fewer than 2");
  }

  @Test
  void countsTheSameKeyUnderAnotherNameNotAtAll() {
    ObjectNode json = json(signedBy(first, first));
    ((ObjectNode) json.get("signatures").get(1)).put("keyId", second.id());

    assertRefused(bytes(json), "fewer than 2");
  }

  @Test
  void doesNotCountKeysOfOtherRolesOrOfNobody() {
    assertRefused(signedBy(first, sessions, AuthorityKey.generate(PROVIDER)), "fewer than 2");
  }

  @Test
  void refusesASelfMadeRootThatIsNotThePinnedOne() throws UntrustedRoot {
    String pin = RootOfTrustFile.pin(signedBy(first, second));
    AuthorityKey one = AuthorityKey.generate(PROVIDER);
    AuthorityKey two = AuthorityKey.generate(PROVIDER);
    RootOfTrust own =
        new RootOfTrust(
            "test",
            4,
            EXPIRES,
            new Role("root", 2, Map.of(one.id(), one.publicKey(), two.id(), two.publicKey())),
            Map.of());
    byte[] file = RootOfTrustFile.write(own, List.of(one, two), PROVIDER);

    assertThatThrownBy(() -> RootOfTrustFile.read(file, pin, NOW, PROVIDER))
        .isInstanceOf(UntrustedRoot.class)
        .hasMessageContaining("pin");
  }

  @Test
  void refusesATamperedContentEvenIfThePinWasTakenFromIt() {
    ObjectNode json = json(signedBy(first, second));
    String content =
        new String(Base64.getDecoder().decode(json.get("signed").asText()), StandardCharsets.UTF_8)
            .replace("\"test\"", "\"production\"");
    json.put(
        "signed", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));

    assertRefused(bytes(json), "fewer than 2");
  }

  @Test
  void refusesARootFromTheMomentItExpires() throws UntrustedRoot {
    byte[] file = signedBy(first, second);
    String pin = RootOfTrustFile.pin(file);

    assertThat(RootOfTrustFile.read(file, pin, EXPIRES.minusMillis(1), PROVIDER)).isEqualTo(root);
    assertThatThrownBy(() -> RootOfTrustFile.read(file, pin, EXPIRES, PROVIDER))
        .isInstanceOf(UntrustedRoot.class)
        .hasMessageContaining("expired");
  }

  @Test
  void refusesMalformedFilesWithAReason() {
    assertRefused(new byte[0], "");
    assertRefused("null".getBytes(StandardCharsets.UTF_8), "");
    assertRefused("{".getBytes(StandardCharsets.UTF_8), "not JSON");
    assertRefused("{\"signed\":\"%%\"}".getBytes(StandardCharsets.UTF_8), "base64");
    assertRefused(
        "{\"signed\":\"e30=\"}".getBytes(StandardCharsets.UTF_8), "its content is not that of");
  }

  @Test
  void refusesASignatureThatIsNotOne() {
    ObjectNode json = json(signedBy(first, second));
    ((ArrayNode) json.get("signatures")).removeAll();
    json.withArray("signatures").addObject().put("keyId", first.id()).put("signature", "AAAA");
    json.withArray("signatures").addObject().put("keyId", second.id()).put("signature", "");

    assertRefused(bytes(json), "fewer than 2");
  }

  @Test
  void aRootNeedsTwoSignaturesAtLeast() {
    Role one = new Role("root", 1, Map.of(first.id(), first.publicKey()));

    assertThatThrownBy(() -> new RootOfTrust("test", 1, EXPIRES, one, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRoleNeedsAsManyKeysAsItsThreshold() {
    Map<String, java.security.PublicKey> keys = Map.of(first.id(), first.publicKey());

    assertThatThrownBy(() -> new Role("r", 2, keys)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Role("r", 0, keys)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyCanBeWrittenAndReadAndNeverShowsItsPrivateHalf() {
    AuthorityKey read = AuthorityKey.of(first.privateKey().getEncoded(), first.publicKey());
    byte[] bytes = {1, 2, 3};

    assertThat(
            Signatures.valid(
                new Role("r", 1, Map.of(first.id(), first.publicKey())),
                bytes,
                Map.of(read.id(), read.sign(bytes, PROVIDER)),
                PROVIDER))
        .isEqualTo(1);
    assertThat(read.toString()).isEqualTo("AuthorityKey[" + first.id() + "]");
  }
}
