package de.siegel.replay;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.registry.InMemorySchemaRegistry;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.serde.Registration;
import de.siegel.schemas.serde.UndecodableRecord;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.EventAttestations;
import de.siegel.sealing.LinkSeal;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.crypto.CryptoProviders;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Audit events whose links are sealed, made by the stages' own writer. */
public final class SealedEvents {
  public final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final CryptoProviders crypto = CryptoProviders.fallback();
  private final AuditWriter writer;

  private SealedEvents(Path folder) {
    writer =
        new AuditWriter(
            TopicCatalogue.VALIDATION,
            "instance",
            new AvroSerializer<>(
                registry, TopicCatalogue.AUDIT_EVENTS, AuditEvent.class, Registration.AUTOMATIC),
            seal(),
            new SecretFolder(folder),
            new EventAttestations(TopicCatalogue.SEQUENCER, java.util.List.of()),
            crypto.random());
  }

  public static SealedEvents withKey(Path folder, String month) throws IOException {
    Files.write(folder.resolve(month + ".key"), new byte[32]);
    return new SealedEvents(folder);
  }

  public LinkSeal seal() {
    return new LinkSeal(new Seal(crypto.hot(), crypto.random()));
  }

  /** With the provider that the command chooses on this machine. */
  public LinkSeal fastSeal() {
    CryptoProviders chosen = CryptoProviders.choose();
    return new LinkSeal(new Seal(chosen.hot(), chosen.random()));
  }

  public byte[] bytes(AuditKind kind, Decision decision, Links links) {
    return writer.decided(kind, decision, links);
  }

  public AuditEvent rejected(Instant at, Links links) throws UndecodableRecord {
    byte[] bytes = bytes(AuditKind.REJECTED, Events.decision(at, 0, 0, "REQUIRED"), links);
    return new AvroDeserializer<>(registry, AuditEvent.class).deserialize(bytes);
  }
}
