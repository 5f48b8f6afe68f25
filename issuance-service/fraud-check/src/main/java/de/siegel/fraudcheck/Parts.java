package de.siegel.fraudcheck;

import de.siegel.fraudcheck.batch.BatchFile;
import de.siegel.fraudcheck.country.SidePath;
import de.siegel.fraudcheck.person.RecentPersons;
import de.siegel.fraudrules.Surroundings;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.event.FraudAlert;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.OutcomeWriter;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.Confirmations;
import de.siegel.servicekit.session.EpochEnd;
import de.siegel.servicekit.session.OpenSessions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What one task of fraud-check works with; one thread at a time uses it. */
record Parts(
    ControlState control,
    AvroDeserializer<RequestValidated> validated,
    AvroSerializer<IssuanceApproved> approved,
    AvroSerializer<RequestsDecided> decisions,
    AvroSerializer<FraudAlert> alerts,
    Attestations attestations,
    OpenSessions sessions,
    RequestSeal requestSeal,
    Confirmations confirmations,
    FraudTokens tokens,
    String gateway,
    AtomicReference<FraudConfiguration> lastGood,
    BatchFile batches,
    SidePath sidePath,
    Surroundings surroundings,
    RecentPersons persons,
    EpochEnd epochEnd,
    OutcomeWriter outcomes,
    AuditWriter audit,
    OutcomeCounters counters,
    AlertsRaised alertsRaised,
    InstantSource clock) {

  /** Configuration: the tenant that holds sessions on behalf of pharmacies. */
  static final String GATEWAY = "fraud-check.gateway-tenant";

  private static final String GATEWAY_DEFAULT = "gateway";

  /** The keys of tokens and of the side path. */
  static SecretFolder tokenKeys(ServiceContext context) {
    return new SecretFolder(context.configuration().path("fraud-token-keys.folder"));
  }

  static Parts of(
      ServiceContext context,
      ControlState control,
      AtomicReference<FraudConfiguration> lastGood,
      BatchFile batches,
      Surroundings country,
      RecentPersons persons) {
    Seal seal = context.seal();
    OpenSessions sessions =
        new OpenSessions(
            context.stage(),
            control,
            context.sessionEvidence(),
            context.epochKeys(control),
            new RequestSignature(context.crypto().hot()),
            context.clock());
    return new Parts(
        control,
        context.deserializer(RequestValidated.class),
        context.serializer(TopicCatalogue.APPROVED, IssuanceApproved.class),
        context.serializer(TopicCatalogue.DECISIONS, RequestsDecided.class),
        context.serializer(TopicCatalogue.FRAUD_ALERTS, FraudAlert.class),
        new Attestations(context.stage(), context.attestationKeys().sharedKeys()),
        sessions,
        new RequestSeal(seal),
        context.confirmations(control),
        new FraudTokens(tokenKeys(context)),
        context.configuration().optional(GATEWAY).orElse(GATEWAY_DEFAULT),
        lastGood,
        batches,
        new SidePath(tokenKeys(context)),
        country,
        persons,
        new EpochEnd(sessions, List.of(seal)),
        new OutcomeWriter(
            context.stage(),
            new OutcomeSeal(seal),
            topic -> context.serializer(topic, Outcome.class)),
        context.auditWriter(),
        new OutcomeCounters(context.meters(), context.stage()),
        new AlertsRaised(context.meters()),
        context.clock());
  }
}
