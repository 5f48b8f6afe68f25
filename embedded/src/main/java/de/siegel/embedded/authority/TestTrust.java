package de.siegel.embedded.authority;

import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EpochKeyHandover;
import de.siegel.servicekit.file.PrivateFiles;
import de.siegel.servicekit.key.AuthorityKeyFile;
import de.siegel.tamperlog.note.SignatureType;
import de.siegel.tamperlog.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes, on first start, everything that real authorities bring along: a root of trust with its
 * authorities, a signing key, the secrets that stages share. For tests only.
 */
final class TestTrust {
  private static final Duration ROOT_VALIDITY = Duration.ofDays(10 * 365);
  private static final int ROOT_KEYS = 3;
  private static final String LOG = "log";
  private static final String WITNESS = "witness";

  /** How many keys have to sign, by role. */
  private static final Map<String, Integer> THRESHOLDS =
      Map.of(
          RootOfTrust.roleName(TopicCatalogue.ADMISSIONS),
          2,
          RootOfTrust.runnerName(TopicCatalogue.ADMISSIONS),
          1,
          RootOfTrust.roleName(TopicCatalogue.SESSIONS),
          1,
          RootOfTrust.roleName(TopicCatalogue.STAGE_KEYS),
          2,
          RootOfTrust.roleName(TopicCatalogue.EPOCH_KEYS),
          1,
          RootOfTrust.roleName(TopicCatalogue.FRAUD_CONFIGURATION),
          2,
          RootOfTrust.runnerName(TopicCatalogue.FRAUD_CONFIGURATION),
          1,
          RootOfTrust.REVOCATIONS,
          2);

  /** Who vouches for audit events. */
  private static final List<String> WRITERS =
      List.of(
          TopicCatalogue.VALIDATION,
          TopicCatalogue.FRAUD_CHECK,
          TopicCatalogue.SIGNER,
          TopicCatalogue.SEQUENCER,
          AccessCatalogue.DESK,
          AccessCatalogue.FRAUD_DESK,
          AccessCatalogue.SESSION_AUTHORITY,
          AccessCatalogue.EPOCH_KEYS,
          AccessCatalogue.REVOCATIONS);

  private final AuthorityFolder folder;
  private final Provider provider;

  TestTrust(AuthorityFolder folder, Provider provider) {
    this.folder = folder;
    this.provider = provider;
  }

  /** Makes what is missing. */
  void prepare(Instant now) {
    if (!Files.exists(folder.keyStore())) {
      TestSigningCertificate.make(folder, now);
    }
    if (!Files.exists(folder.uploadKeyStore())) {
      TestSigningCertificate.makeUpload(folder, now);
    }
    shareKey(TopicCatalogue.VALIDATION, TopicCatalogue.FRAUD_CHECK);
    shareKey(TopicCatalogue.VALIDATION, TopicCatalogue.SIGNER);
    shareKey(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.SIGNER);
    shareKey(TopicCatalogue.FRAUD_CHECK, TopicCatalogue.VALIDATION);
    shareKey(TopicCatalogue.SIGNER, TopicCatalogue.VALIDATION);
    TopicCatalogue.READING_STAGES.forEach(stage -> shareKey(stage, EpochKeyHandover.HOLDER));
    shareKey(EpochKeyHandover.HOLDER, EpochKeyHandover.HOLDER);
    WRITERS.forEach(writer -> shareKey(writer, TopicCatalogue.SEQUENCER));
    shareKey(TopicCatalogue.SEQUENCER, AccessCatalogue.INTEGRATOR);
    if (!Files.exists(folder.pin())) {
      makeRoot(now);
    }
    // These are none of the root's business: whoever checks the log has their verifier keys.
    makeMissing(LOG);
    makeMissing(WITNESS);
    if (!Files.exists(folder.logKey())) {
      VerifierKey key =
          VerifierKey.of(
              AuthorityFolder.LOG_ORIGIN,
              SignatureType.ED25519,
              AuthorityKeyFile.read(folder.authorityKey(LOG, 1)).publicKey());
      PrivateFiles.write(folder.logKey(), (key + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void makeMissing(String name) {
    Path file = folder.authorityKey(name, 1);
    if (!Files.exists(file.resolveSibling(file.getFileName() + ".spki"))) {
      keys(name, 1);
    }
  }

  private void shareKey(String sender, String recipient) {
    String name = sender + "." + recipient + ".1.key";
    Path atSender = folder.attestationKeys(sender).resolve(name);
    Path atRecipient = folder.attestationKeys(recipient).resolve(name);
    if (!Files.exists(atRecipient)) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      PrivateFiles.write(atSender, secret);
      PrivateFiles.write(atRecipient, secret);
    }
  }

  private void makeRoot(Instant now) {
    Map<String, Role> roles = new HashMap<>();
    THRESHOLDS.forEach(
        (name, threshold) -> roles.put(name, role(name, threshold, keys(name, threshold))));
    List<AuthorityKey> rootKeys = keys("root", ROOT_KEYS);
    RootOfTrust root =
        new RootOfTrust(
            "test",
            1,
            now.plus(ROOT_VALIDITY),
            role("root", RootOfTrust.MINIMUM_THRESHOLD, rootKeys),
            roles);
    byte[] file =
        RootOfTrustFile.write(root, rootKeys.subList(0, RootOfTrust.MINIMUM_THRESHOLD), provider);
    PrivateFiles.write(folder.root(), file);
    try {
      PrivateFiles.write(
          folder.pin(), RootOfTrustFile.pin(file).getBytes(StandardCharsets.US_ASCII));
    } catch (UntrustedRoot e) {
      throw new IllegalStateException(e);
    }
  }

  private static Role role(String name, int threshold, List<AuthorityKey> keys) {
    return new Role(
        name,
        threshold,
        keys.stream().collect(Collectors.toMap(AuthorityKey::id, AuthorityKey::publicKey)));
  }

  private List<AuthorityKey> keys(String role, int count) {
    List<AuthorityKey> keys = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      AuthorityKey key = AuthorityKey.generate(provider);
      Path file = folder.authorityKey(role, number);
      PrivateFiles.write(
          file.resolveSibling(file.getFileName() + ".pkcs8"), key.privateKey().getEncoded());
      PrivateFiles.write(
          file.resolveSibling(file.getFileName() + ".spki"), key.publicKey().getEncoded());
      keys.add(key);
    }
    return keys;
  }

  /** The keys of each authority, by role. */
  Map<String, List<AuthorityKey>> authorities() {
    Map<String, List<AuthorityKey>> authorities = new TreeMap<>();
    THRESHOLDS.forEach(
        (role, threshold) -> {
          List<AuthorityKey> keys = new ArrayList<>();
          for (int number = 1; number <= threshold; number++) {
            keys.add(AuthorityKeyFile.read(folder.authorityKey(role, number)));
          }
          authorities.put(role, keys);
        });
    return authorities;
  }
}
