package de.siegel.signer;

import de.siegel.certificate.RevocationHandle;
import de.siegel.certificate.SignedCertificate;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.audit.SigningAttempts;
import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.schemas.event.RequestDecision;
import de.siegel.schemas.event.RequestValidated;
import de.siegel.schemas.event.RequestsDecided;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.Attestations;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.servicekit.record.AuditWriter;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.OutcomeWriter;
import de.siegel.servicekit.record.Parking;
import de.siegel.servicekit.record.RecordHeaders;
import de.siegel.servicekit.record.Submission;
import de.siegel.signer.domain.Examined;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Turns what the signer has done into records. */
final class Writers {
  private static final String ISSUING_COUNTRY = "DE";

  private final OutcomeWriter outcomes;
  private final AuditWriter audit;
  private final AvroSerializer<RequestsDecided> decisions;
  private final Attestations attestations;
  private final InstantSource clock;

  Writers(
      OutcomeWriter outcomes,
      AuditWriter audit,
      AvroSerializer<RequestsDecided> decisions,
      Attestations attestations,
      InstantSource clock) {
    this.outcomes = outcomes;
    this.audit = audit;
    this.decisions = decisions;
    this.attestations = attestations;
    this.clock = clock;
  }

  List<Outbound> issued(Examined.MaySign order, SignedCertificate certificate) {
    Submission submission = order.submission();
    RequestValidated validated = order.approved().getValidated();
    String certificateId = validated.getCertificateId();
    Reply reply = Reply.issued(certificateId, certificate.text());
    Decision decision = submission.decision(List.of(), order.approved().getReliesOn());
    decision.setCommitment(validated.getCommitment());
    decision.setKeyId(validated.getKeyId());
    decision.setExpiresAt(validated.getExpiresAt());
    Links links = submission.links(Optional.of(order.session().record()));
    links.setCertificateIdHash(
        ByteBuffer.wrap(RevocationHandle.ofCertificateId(certificateId).bytes()));
    links.setCountryCertificateIdHash(
        ByteBuffer.wrap(
            RevocationHandle.ofCountryAndCertificateId(ISSUING_COUNTRY, certificateId).bytes()));
    links.setSignatureHashes(List.of(ByteBuffer.wrap(certificate.signatureHandle().bytes())));
    links.setSignatureDigest(ByteBuffer.wrap(certificate.signatureDigest()));
    Outbound leaf = leaf(submission, audit.decided(AuditKind.ISSUED, decision, links));
    return List.of(outcomes.sealed(submission, order.session().secret(), reply, leaf), leaf);
  }

  List<Outbound> refused(Examined.Refused refused) {
    Submission submission = refused.submission();
    Decision decision = submission.decision(refused.errors(), refused.reliedOn());
    Links links = submission.links(refused.session().map(session -> session.record()));
    Outbound leaf = leaf(submission, audit.decided(AuditKind.REJECTED, decision, links));
    Outbound outcome =
        refused.session().isPresent()
            ? outcomes.sealed(
                submission,
                refused.session().get().secret(),
                Reply.refused(OutcomeKind.REJECTED, refused.errors()),
                leaf)
            : outcomes.notice(
                submission, RefusalCode.valueOf(refused.errors().get(0).code()), leaf);
    return List.of(outcome, leaf);
  }

  List<Outbound> parked(byte[] key, byte[] value, Parking.Source from, String reason) {
    return List.of(
        Parking.park(TopicCatalogue.SIGNER, from, key, value, reason),
        new Outbound(
            TopicCatalogue.AUDIT_EVENTS,
            from.partition(),
            new byte[0],
            audit.parked(AuditKind.PARKED, clock.instant(), from, reason)));
  }

  /** Tells validation how requests of one partition ended. */
  Outbound decided(int partition, List<Long> issued, List<Examined.Refused> refused) {
    List<RequestDecision> ended =
        refused.stream()
            .map(
                end ->
                    new RequestDecision(
                        end.submission().source().getOffset(),
                        end.submission().requestedAt(),
                        end.submission().pharmacyId(),
                        end.submission().requestId(),
                        OutcomeKind.REJECTED,
                        end.errors().stream()
                            .map(error -> new Finding(error.code(), error.field()))
                            .toList(),
                        List.of(),
                        "",
                        null,
                        ""))
            .toList();
    RequestsDecided decided =
        new RequestsDecided(
            RecordHeaders.of(
                RequestsDecided.class, TopicCatalogue.DECISIONS, TopicCatalogue.SIGNER),
            partition,
            issued,
            ended,
            null);
    decided.setAttestation(attestations.attest(decided));
    return new Outbound(
        TopicCatalogue.DECISIONS, partition, new byte[0], decisions.serialize(decided));
  }

  /** A batch of attempts, before or after the key is used. */
  byte[] attempts(AuditKind kind, SigningAttempts attempts, List<ByteBuffer> signatureHashes) {
    Links links = new Links();
    links.setPharmacyId("");
    links.setSessionId("");
    links.setTerminal("");
    links.setOperator("");
    links.setRequestId("");
    links.setSubmissionId("");
    links.setTenant("");
    links.setCertificateIdHash(ByteBuffer.allocate(0));
    links.setCountryCertificateIdHash(ByteBuffer.allocate(0));
    links.setSignatureHashes(signatureHashes);
    links.setSupersedes("");
    links.setSignatureDigest(ByteBuffer.allocate(0));
    links.setFraudState(ByteBuffer.allocate(0));
    return audit.signing(kind, clock.instant(), attempts, links);
  }

  private static Outbound leaf(Submission submission, byte[] event) {
    return new Outbound(
        TopicCatalogue.AUDIT_EVENTS, submission.source().getPartition(), submission.key(), event);
  }
}
