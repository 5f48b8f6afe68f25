package de.siegel.cli.operate;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.HttpRegistrySettings;
import de.siegel.schemas.registry.HttpSchemaRegistry;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/** What operators' commands tell the audit. */
public final class OperatorAudit {
  private static final String OPERATOR = "operator";

  private OperatorAudit() {}

  /** Makes events; they link to no pharmacy, so no key for links is needed. */
  public static AuditWriter writer(URI registry) {
    CryptoProviders crypto = CryptoProviders.choose();
    return new AuditWriter(
        OPERATOR,
        UUID.randomUUID().toString().substring(0, 8),
        new AvroSerializer<>(
            new HttpSchemaRegistry(HttpRegistrySettings.of(registry)),
            TopicCatalogue.AUDIT_EVENTS,
            AuditEvent.class,
            Registration.LOOK_UP),
        new LinkSeal(new Seal(crypto.hot(), crypto.random())),
        new SecretFolder(Path.of("")),
        new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
        crypto.random());
  }
}
