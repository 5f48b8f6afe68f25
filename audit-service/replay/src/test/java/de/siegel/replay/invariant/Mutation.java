package de.siegel.replay.invariant;

import de.siegel.replay.Events;
import de.siegel.replay.invariant.Fact.SubmissionKey;
import de.siegel.replay.invariant.History.Logged;
import de.siegel.replay.trail.Position;
import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.schemas.audit.Decision;
import de.siegel.schemas.audit.Links;
import de.siegel.schemas.control.RestrictionScope;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.record.LeafLinks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** One change of a correct history that must be found, and as what. */
enum Mutation {
  ANSWER_LOST(Breach.UNANSWERED, (h, r) -> h.answered.remove(any(h.answered, r))),
  ANSWER_LOST_ITS_LEAF_STAYS(
      Breach.LEAF_WITHOUT_REPLY, (h, r) -> h.answered.remove(any(h.answered, r))),
  ANSWER_DOUBLED(Breach.ANSWERED_TWICE, (h, r) -> h.answered.add(any(h.answered, r))),
  ANSWER_TO_NOBODY(
      Breach.ANSWERED_UNASKED,
      (h, r) -> {
        Fact.Answered last = h.answered.get(h.answered.size() - 1);
        h.answered.add(
            new Fact.Answered(
                new SubmissionKey("pharmacy-1", "gateway", "never sent"),
                last.partition(),
                last.decidedBy(),
                last.requestedAt().plusSeconds(1),
                last.appendedAt().plusSeconds(1),
                true));
      }),
  ANSWER_TO_NOBODY_LONG_AGO(
      Breach.ANSWERED_UNASKED, (h, r) -> h.answered.add(toNobody(h, Instant.EPOCH))),
  ANSWER_TO_NOBODY_IN_THE_FUTURE(
      Breach.ANSWERED_UNASKED,
      (h, r) -> h.answered.add(toNobody(h, Instant.parse("2099-01-01T00:00:00Z")))),
  ANSWER_TO_ANOTHER_TENANT(
      Breach.UNANSWERED,
      (h, r) -> {
        Fact.Answered one = any(h.answered, r);
        h.answered.remove(one);
        h.answered.add(
            new Fact.Answered(
                new SubmissionKey(
                    one.submission().pharmacyId(), "other", one.submission().submissionId()),
                one.partition(),
                one.decidedBy(),
                one.requestedAt(),
                one.appendedAt(),
                one.sealed()));
      }),
  PARKED_THOUGH_ANSWERED(
      Breach.ANSWERED_AND_PARKED,
      (h, r) -> {
        Decision decision = any(h.log, r, ofKind(AuditKind.ISSUED)).event.getDecision();
        Position at = new Position(decision.getSourcePartition(), decision.getSourceOffset());
        h.parked.add(
            new Fact.Parked(
                TopicCatalogue.VALIDATION,
                TopicCatalogue.REQUESTS,
                at,
                Story.BEGIN,
                Optional.empty()));
      }),
  UNREADABLE_RECORD_IGNORED(
      Breach.NOT_PARKED,
      (h, r) -> h.parked.removeIf(parked -> parked.topic().equals(TopicCatalogue.REQUESTS))),
  PARKED_RECORD_WITHOUT_LEAF(
      Breach.PARKED_WITHOUT_LEAF,
      (h, r) -> any(h.log, r, ofKind(AuditKind.PARKED)).event = Events.command("other")),
  REPLY_NOT_AUDITED(
      Breach.REPLY_WITHOUT_LEAF,
      (h, r) -> any(h.log, r, ofKind(AuditKind.REPEATED)).event = Events.command("other")),
  DECIDED_AGAIN(
      Breach.DECIDED_TWICE,
      (h, r) -> {
        Logged issued = any(h.log, r, ofKind(AuditKind.ISSUED));
        h.leaf(
            issued.source.orElseThrow().partition(),
            Events.decided(
                AuditKind.HELD, TopicCatalogue.FRAUD_CHECK, decisionAt(issued.event.getDecision())),
            issued.links);
      }),
  APPROVED_AGAIN(
      Breach.DECIDED_TWICE,
      (h, r) -> {
        Logged approved = any(h.log, r, ofKind(AuditKind.APPROVED));
        h.leaf(approved.source.orElseThrow().partition(), approved.event, approved.links);
      }),
  ISSUED_AGAIN(
      Breach.ISSUED_TWICE,
      (h, r) -> {
        Logged issued = any(h.log, r, ofKind(AuditKind.ISSUED));
        h.leaf(
            issued.source.orElseThrow().partition(),
            Events.decided(
                AuditKind.ISSUED, TopicCatalogue.SIGNER, decisionAt(issued.event.getDecision())),
            new LeafLinks.None());
      }),
  CERTIFICATE_ID_TAKEN(
      Breach.CERTIFICATE_ID_REUSED,
      (h, r) -> {
        List<Logged> issued = h.log.stream().filter(ofKind(AuditKind.ISSUED)).toList();
        Links links = Links.newBuilder(issued.get(0).links.opened().orElseThrow()).build();
        links.setCertificateIdHash(
            issued.get(1).links.opened().orElseThrow().getCertificateIdHash());
        issued.get(0).links = new LeafLinks.Opened(links);
      }),
  COMMITMENT_TAKEN(
      Breach.COMMITMENT_REUSED,
      (h, r) -> {
        List<Logged> issued = h.log.stream().filter(ofKind(AuditKind.ISSUED)).toList();
        change(issued.get(1))
            .getDecision()
            .setCommitment(issued.get(0).event.getDecision().getCommitment());
      }),
  OTHER_BYTES_SIGNED(
      Breach.NO_INTENT,
      (h, r) ->
          change(any(h.log, r, ofKind(AuditKind.ISSUED)))
              .getDecision()
              .setCommitment(ByteBuffer.allocate(32))),
  INTENT_AFTER_THE_CERTIFICATE(
      Breach.NO_INTENT,
      (h, r) -> {
        Logged issued = any(h.log, r, ofKind(AuditKind.ISSUED));
        Logged approved = approvalOf(h, issued);
        AuditEvent event = issued.event;
        issued.event = approved.event;
        approved.event = event;
      }),
  VALIDATION_DID_NOT_ATTEST(
      Breach.ATTESTATION_MISSING, (h, r) -> withoutAttestation(h, r, TopicCatalogue.VALIDATION)),
  FRAUD_CHECK_DID_NOT_ATTEST(
      Breach.ATTESTATION_MISSING, (h, r) -> withoutAttestation(h, r, TopicCatalogue.FRAUD_CHECK)),
  CERTIFICATE_NOT_AUDITED(
      Breach.CERTIFICATE_WITHOUT_LEAF,
      (h, r) -> any(h.log, r, ofKind(AuditKind.ISSUED)).event = Events.command("other")),
  CERTIFICATE_NEVER_SENT(
      Breach.CERTIFICATE_NOT_PUBLISHED,
      (h, r) -> {
        Fact.Answered one = any(h.answered, r, answer -> answer.decidedBy().equals("signer"));
        h.answered.remove(one);
      }),
  CERTIFICATE_NOT_SEALED(
      Breach.CERTIFICATE_NOT_PUBLISHED,
      (h, r) -> {
        Fact.Answered one = any(h.answered, r, Fact.Answered::sealed, "signer");
        h.answered.remove(one);
        h.answered.add(
            new Fact.Answered(
                one.submission(),
                one.partition(),
                one.decidedBy(),
                one.requestedAt(),
                one.appendedAt(),
                false));
      }),
  LINKED_TO_ANOTHER(
      Breach.LINKS_DISAGREE,
      (h, r) -> {
        Logged issued = any(h.log, r, ofKind(AuditKind.ISSUED));
        Links links = Links.newBuilder(issued.links.opened().orElseThrow()).build();
        links.setSubmissionId("another");
        issued.links = new LeafLinks.Opened(links);
      }),
  KEY_USED_IN_SECRET(
      Breach.MORE_SIGNATURES_THAN_ATTEMPTS,
      (h, r) -> {
        Fact.Counted counted = h.counted.remove(0);
        h.counted.add(
            new Fact.Counted(counted.run(), Optional.of(counted.signatures().orElseThrow() + 1)));
      }),
  KEY_USED_IN_AN_UNKNOWN_RUN(
      Breach.MORE_SIGNATURES_THAN_ATTEMPTS,
      (h, r) -> h.counted.add(new Fact.Counted("secret run", Optional.of(1L)))),
  AUDIT_ADMITS_MORE_SIGNATURES(
      Breach.MORE_SIGNATURES_THAN_ATTEMPTS,
      (h, r) ->
          change(any(h.log, r, ofKind(AuditKind.SIGNING_DONE)))
              .getSigning()
              .setBoundaryCount(1_000_000L)),
  ANNOUNCEMENT_LOST(
      Breach.UNANNOUNCED,
      (h, r) ->
          change(any(h.log, r, ofKind(AuditKind.SIGNING_ANNOUNCED)))
              .getSigning()
              .setCommitments(List.of())),
  COUNTER_LOST(
      Breach.COUNTER_UNREADABLE,
      (h, r) -> h.counted.add(new Fact.Counted("run-1", Optional.empty()))),
  RELIED_ON_NO_VERSION(
      Breach.NOT_ADMITTED,
      (h, r) ->
          change(any(h.log, r, ofKind(AuditKind.ISSUED))).getDecision().setAdmissionsVersion(0)),
  RELIED_ON_A_VERSION_THAT_NEVER_WAS(
      Breach.NOT_ADMITTED,
      (h, r) ->
          change(any(h.log, r, ofKind(AuditKind.ISSUED))).getDecision().setAdmissionsVersion(99)),
  NEVER_ADMITTED(Breach.NOT_ADMITTED, (h, r) -> h.controlled.clear()),
  EVERYTHING_HAD_STOPPED(
      Breach.STOPPED_AND_ISSUED,
      (h, r) ->
          h.controlled.add(
              Controls.brake(
                  RestrictionScope.EVERYTHING, "", "", Optional.empty(), Controls.LONG_AGO))),
  INDEX_LOST(Breach.NO_LEAF, (h, r) -> any(h.log, r).index = Optional.empty()),
  SOURCE_LOST(Breach.NO_LEAF, (h, r) -> any(h.log, r).source = Optional.empty()),
  DECISION_LOST(
      Breach.NO_LEAF, (h, r) -> change(any(h.log, r, ofKind(AuditKind.ISSUED))).setDecision(null)),
  LEAF_REMOVED(Breach.INDEX_BROKEN, (h, r) -> h.log.remove(r.nextInt(h.log.size() - 1))),
  LEAF_NOT_COPIED(
      Breach.SOURCE_MISSING,
      (h, r) -> {
        h.log.remove(r.nextInt(h.log.size()));
        for (int i = 0; i < h.log.size(); i++) {
          h.log.get(i).index = Optional.of((long) i);
        }
      }),
  LEAF_COPIED_TWICE(Breach.SOURCE_REPEATED, (h, r) -> copy(h, any(h.log, r))),
  ORDER_TURNED(
      Breach.SOURCE_REPEATED,
      (h, r) -> {
        Logged first = h.log.get(0);
        Logged later =
            h.log.stream()
                .filter(leaf -> partition(leaf) == partition(first) && leaf != first)
                .findFirst()
                .orElseThrow();
        Optional<Position> source = first.source;
        byte[] value = first.value;
        first.source = later.source;
        first.value = later.value;
        later.source = source;
        later.value = value;
      }),
  LEAF_FROM_NOWHERE(
      Breach.SOURCE_FOREIGN,
      (h, r) -> copy(h, any(h.log, r)).source = Optional.of(new Position(77, 0))),
  LEAF_FROM_AN_ABORTED_EVENT(
      Breach.SOURCE_FOREIGN,
      (h, r) -> {
        Logged leaf = any(h.log, r);
        Position source = leaf.source.orElseThrow();
        leaf.source = Optional.of(new Position(source.partition(), source.offset() + 1));
      }),
  BYTES_CHANGED(Breach.BYTES_DIFFER, (h, r) -> any(h.log, r).value = new byte[] {1, 2, 3});

  final Breach breach;
  private final BiConsumer<History, Random> change;

  Mutation(Breach breach, BiConsumer<History, Random> change) {
    this.breach = breach;
    this.change = change;
  }

  void apply(History history, Random random) {
    change.accept(history, random);
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static <T> T any(List<T> list, Random random, Predicate<T> wanted) {
    return any(list.stream().filter(wanted).toList(), random);
  }

  private static Fact.Answered any(
      List<Fact.Answered> list, Random random, Predicate<Fact.Answered> wanted, String stage) {
    return any(list, random, wanted.and(answer -> answer.decidedBy().equals(stage)));
  }

  private static Predicate<Logged> ofKind(AuditKind kind) {
    return leaf -> leaf.event.getKind() == kind;
  }

  private static int partition(Logged leaf) {
    return leaf.source.orElseThrow().partition();
  }

  private static Decision decisionAt(Decision other) {
    return Events.decision(
        other.getRequestedAt(), other.getSourcePartition(), other.getSourceOffset());
  }

  private static AuditEvent change(Logged leaf) {
    leaf.event = AuditEvent.newBuilder(leaf.event).build();
    return leaf.event;
  }

  private static Logged approvalOf(History history, Logged issued) {
    return history.log.stream()
        .filter(ofKind(AuditKind.APPROVED))
        .filter(
            leaf ->
                leaf.event
                    .getDecision()
                    .getCommitment()
                    .equals(issued.event.getDecision().getCommitment()))
        .findFirst()
        .orElseThrow();
  }

  private static void withoutAttestation(History history, Random random, String stage) {
    Logged approved = approvalOf(history, any(history.log, random, ofKind(AuditKind.ISSUED)));
    Decision decision = change(approved).getDecision();
    decision.setAttestations(
        decision.getAttestations().stream()
            .filter(tag -> !(tag.getStage().equals(stage) && tag.getRecipient().equals("signer")))
            .toList());
  }

  private static Logged copy(History history, Logged leaf) {
    Logged copy = new Logged();
    copy.index = Optional.of((long) history.log.size());
    copy.source = leaf.source;
    copy.value = leaf.value;
    copy.event = Events.command("other");
    copy.links = new LeafLinks.None();
    history.log.add(copy);
    return copy;
  }

  private static Fact.Answered toNobody(History history, Instant requestedAt) {
    Fact.Answered last = history.answered.get(history.answered.size() - 1);
    return new Fact.Answered(
        new SubmissionKey("pharmacy-1", "gateway", "never sent"),
        last.partition(),
        last.decidedBy(),
        requestedAt,
        last.appendedAt(),
        true);
  }
}
