package de.siegel.embedded.pipeline;

import de.siegel.desk.DeskService;
import de.siegel.embedded.authority.AuthorityFolder;
import de.siegel.embedded.authority.TestAuthority;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.epochkeys.EpochKeysService;
import de.siegel.frauddesk.FraudDeskService;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.integrator.IntegratorService;
import de.siegel.revocations.RevocationsService;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.sessionauthority.SessionAuthorityService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of each stage in the embedded environment: what an operator would write into its
 * file.
 *
 * @param bootstrapServers the broker
 * @param registry the schema registry
 * @param folder what the test authority made
 * @param dataFolder where stages keep their state
 * @param epochKeyHolders base addresses, comma-separated
 */
public record StageConfiguration(
    String bootstrapServers,
    URI registry,
    AuthorityFolder folder,
    Path dataFolder,
    String epochKeyHolders) {

  /** The settings of a stage, by key. */
  public Map<String, String> of(String stage) {
    Map<String, String> values = new TreeMap<>();
    values.put("environment", "test");
    values.put("kafka.bootstrap-servers", bootstrapServers);
    values.put("schema-registry.url", registry.toString());
    if (Files.isDirectory(folder.attestationKeys(stage))) {
      values.put("attestation-keys.folder", folder.attestationKeys(stage).toString());
    }
    switch (stage) {
      case TopicCatalogue.VALIDATION -> {
        values.put("topics.partitions", Integer.toString(PipelineSettings.PARTITIONS));
        values.put("topics.tenants", PipelineSettings.TENANT);
        values.put("state.folder", dataFolder.resolve("state").toString());
        values.put("sameness-keys.folder", folder.samenessKeys().toString());
        deciding(stage, values);
      }
      case TopicCatalogue.FRAUD_CHECK -> {
        values.put("fraud-token-keys.folder", folder.fraudTokenKeys().toString());
        values.put("state.folder", dataFolder.resolve("state").toString());
        deciding(stage, values);
      }
      case TopicCatalogue.SIGNER -> {
        values.put("signer.key-store.file", folder.keyStore().toString());
        values.put("signer.key-store-password.file", folder.keyStorePassword().toString());
        values.put("signer.log-key.file", folder.logKey().toString());
        values.put("signer.ledger.folder", dataFolder.resolve("signature-ledger").toString());
        deciding(stage, values);
      }
      case TopicCatalogue.SEQUENCER -> {
        values.put("audit-link-keys.folder", folder.auditLinkKeys().toString());
        values.put("topics.replication-factor", "1");
        // Unless users are made, the embedded broker asks nobody who comes.
        values.put("sequencer.guard-access", "false");
      }
      case IntegratorService.NAME -> {
        values.put("integrator.origin", AuthorityFolder.LOG_ORIGIN);
        values.put("integrator.key", folder.authorityKey("log", 1).toString());
        values.put("integrator.folder", dataFolder.resolve("log").toString());
        if (Files.exists(witnesses())) {
          values.put("integrator.witnesses.file", witnesses().toString());
        }
      }
      case RevocationsService.NAME -> {
        values.put("revocations.folder", dataFolder.resolve("revocations").toString());
        values.put("revocations.key-store.file", folder.uploadKeyStore().toString());
        values.put(
            "revocations.key-store-password.file", folder.uploadKeyStorePassword().toString());
        values.put("audit-link-keys.folder", folder.auditLinkKeys().toString());
        trust(values);
      }
      case SessionAuthorityService.NAME -> {
        values.put("topics.tenants", PipelineSettings.TENANT);
        values.put("session-authority.soft-sessions", "true");
        values.put(
            "session-authority.key",
            folder.authorityKey(RootOfTrust.roleName(TopicCatalogue.SESSIONS), 1).toString());
        trust(values);
        trustList(stage, values);
      }
      case DeskService.NAME -> {
        values.put(
            "desk.key",
            folder.authorityKey(RootOfTrust.runnerName(TopicCatalogue.ADMISSIONS), 1).toString());
        values.put("desk.folder", dataFolder.resolve("desk").toString());
        values.put("desk.letters.folder", letters().toString());
        if (Files.exists(folder.interests())) {
          values.put("desk.interests.file", folder.interests().toString());
        }
        trust(values);
        trustList(stage, values);
      }
      case FraudDeskService.NAME -> {
        values.put(
            "fraud-desk.key",
            folder
                .authorityKey(RootOfTrust.runnerName(TopicCatalogue.FRAUD_CONFIGURATION), 1)
                .toString());
        trust(values);
      }
      case EpochKeysService.NAME -> {
        values.put(
            "epoch-keys.key",
            folder.authorityKey(RootOfTrust.roleName(TopicCatalogue.EPOCH_KEYS), 1).toString());
        values.put("epoch-keys.vault.folder", folder.epochVault().toString());
        trust(values);
      }
      case TestAuthority.NAME -> {}
      default -> throw new IllegalArgumentException("no such stage: " + stage);
    }
    return values;
  }

  /** Which witnesses the integrator asks. */
  public Path witnesses() {
    return dataFolder.resolve("witnesses");
  }

  /** Where the desk lays its letters. */
  public Path letters() {
    return dataFolder.resolve("letters");
  }

  private void deciding(String stage, Map<String, String> values) {
    trust(values);
    if (Files.exists(TiSimulator.trustList(folder.ti()))) {
      trustList(stage, values);
    }
    values.put("epoch-keys.holders", epochKeyHolders);
    values.put("audit-link-keys.folder", folder.auditLinkKeys().toString());
  }

  private void trustList(String stage, Map<String, String> values) {
    values.put("identity.trust-list.file", TiSimulator.trustList(folder.ti()).toString());
    values.put(
        "identity.trust-list-signer.file", TiSimulator.trustListSigner(folder.ti()).toString());
    values.put(
        "identity.trust-list-floor.file",
        dataFolder.resolve("trust-list-floor").resolve(stage).toString());
  }

  private void trust(Map<String, String> values) {
    values.put("trust.root.file", folder.root().toString());
    if (Files.exists(folder.pin())) {
      values.put("trust.root-pin", pin());
    }
  }

  private String pin() {
    try {
      return Files.readString(folder.pin(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a stage, to run it in this process. */
  public Configuration configuration(String stage, Map<String, String> overrides) {
    Map<String, String> values = of(stage);
    values.putAll(overrides);
    return Configuration.of(values);
  }
}
