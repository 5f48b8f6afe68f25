package de.siegel.validation;

import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.IssuingPolicy;
import de.siegel.certificate.WorkingBuffers;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.serde.AvroDeserializer;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.BlindSeal;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RequestSeal;
import de.siegel.sealing.RequestSignature;
import de.siegel.sealing.Seal;
import de.siegel.servicekit.configuration.Environment;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.health.OutcomeCounters;
import de.siegel.servicekit.key.SecretFolder;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.OutcomeWriter;
import de.siegel.servicekit.service.ServiceContext;
import de.siegel.servicekit.session.Confirmations;
import de.siegel.servicekit.session.EpochEnd;
import de.siegel.servicekit.session.OpenSessions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What one task of validation works with; one thread at a time uses it. */
record Parts(
    ControlState control,
    AvroDeserializer<IssuanceRequest> requests,
    AvroDeserializer<RequestsDecided> decisions,
    AvroSerializer<RequestValidated> validated,
    RequestSignature signature,
    RequestSeal requestSeal,
    BlindSeal blindSeal,
    Attestations attestations,
    OpenSessions sessions,
    Confirmations confirmations,
    EpochEnd epochEnd,
    OutcomeWriter outcomes,
    AuditWriter audit,
    CertificateFormats formats,
    SecretFolder samenessKeys,
    OutcomeCounters counters,
    SecureRandom random,
    InstantSource clock,
    Set<String> tenants) {

  static Parts of(ServiceContext context, ControlState control) {
    Seal seal = context.seal();
    RequestSignature signature = new RequestSignature(context.crypto().hot());
    OpenSessions sessions =
        new OpenSessions(
            context.stage(),
            control,
            context.sessionEvidence(),
            context.epochKeys(control),
            signature,
            context.clock());
    return new Parts(
        control,
        context.deserializer(IssuanceRequest.class),
        context.deserializer(RequestsDecided.class),
        context.serializer(TopicCatalogue.VALIDATED, RequestValidated.class),
        signature,
        new RequestSeal(seal),
        new BlindSeal(seal),
        new Attestations(context.stage(), context.attestationKeys().sharedKeys()),
        sessions,
        context.confirmations(control),
        new EpochEnd(sessions, List.of(seal), WorkingBuffers::forget),
        new OutcomeWriter(
            context.stage(),
            new OutcomeSeal(seal),
            topic -> context.serializer(topic, Outcome.class)),
        context.auditWriter(),
        CertificateFormats.under(IssuingPolicy.germany(context.environment() == Environment.TEST)),
        new SecretFolder(context.configuration().path("sameness-keys.folder")),
        new OutcomeCounters(context.meters(), context.stage()),
        context.crypto().random(),
        context.clock(),
        Set.copyOf(context.configuration().list("topics.tenants")));
  }
}
