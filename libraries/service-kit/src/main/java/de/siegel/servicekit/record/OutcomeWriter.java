package de.siegel.servicekit.record;

import de.siegel.schemas.event.Finding;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.serde.AvroSerializer;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.sealing.OutcomeSeal;
import de.siegel.sealing.RefusalCode;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyJson;
import de.siegel.sealing.SessionSecret;
import de.siegel.tamperlog.merkle.Hash;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes the one reply to a submission, to the tenant that asked.
 *
 * <p>Not safe for use by several threads.
 */
public final class OutcomeWriter {
  private final String stage;
  private final OutcomeSeal seal;
  private final Function<String, AvroSerializer<Outcome>> serializers;
  private final Map<String, AvroSerializer<Outcome>> byTopic = new HashMap<>();

  /**
   * @param serializers makes a serializer for a topic
   */
  public OutcomeWriter(
      String stage, OutcomeSeal seal, Function<String, AvroSerializer<Outcome>> serializers) {
    this.stage = stage;
    this.seal = seal;
    this.serializers = serializers;
  }

  /**
   * A reply that only the session can read.
   *
   * @param leaf the audit event that is written with it
   */
  public Outbound sealed(Submission submission, SessionSecret secret, Reply reply, Outbound leaf) {
    Outcome outcome = outcome(submission, leaf);
    outcome.setSealed(ByteBuffer.wrap(seal.seal(secret, outcome, ReplyJson.write(reply))));
    return outbound(submission, outcome);
  }

  /**
   * A refusal that cannot be sealed because the session's secret is not to be had.
   *
   * @param leaf the audit event that is written with it
   */
  public Outbound notice(Submission submission, RefusalCode code, Outbound leaf) {
    Outcome outcome = outcome(submission, leaf);
    outcome.setNotice(List.of(new Finding(code.name(), "")));
    return outbound(submission, outcome);
  }

  private Outcome outcome(Submission submission, Outbound leaf) {
    return new Outcome(
        RecordHeaders.of(Outcome.class, TopicCatalogue.outcomes(submission.tenant()), stage),
        submission.submissionId(),
        submission.requestId(),
        submission.pharmacyId(),
        submission.sessionId(),
        stage,
        submission.requestedAt(),
        null,
        null,
        ByteBuffer.wrap(Hash.ofLeaf(leaf.value()).bytes()));
  }

  private Outbound outbound(Submission submission, Outcome outcome) {
    String topic = outcome.getHeader().getDestination();
    byte[] value = byTopic.computeIfAbsent(topic, serializers).serialize(outcome);
    return new Outbound(topic, submission.source().getPartition(), submission.key(), value);
  }
}
