package de.siegel.replay.invariant;

import de.siegel.identity.control.ControlPayload;
import de.siegel.replay.trail.Position;
import java.time.Instant;
import java.util.Optional;

/** What was found on a topic, as little of it as the checks need. */
public sealed interface Fact {

  /**
   * Names a submission: its pharmacy, the tenant that gets the reply, and its own id.
   *
   * @param pharmacyId the pharmacy
   * @param tenant whose outcome topic
   * @param submissionId the submission
   */
  record SubmissionKey(String pharmacyId, String tenant, String submissionId) {}

  /**
   * A record of certificate.requests.
   *
   * @param position where it stands
   * @param appendedAt the broker's append time
   * @param submission which submission it is; empty if it cannot be read
   * @param requestId its request id; empty text if it cannot be read
   */
  record Submitted(
      Position position, Instant appendedAt, Optional<SubmissionKey> submission, String requestId)
      implements Fact {}

  /**
   * A record of an outcome topic.
   *
   * @param submission which submission it answers, with the tenant of the topic
   * @param partition its partition, the same as the submission's
   * @param decidedBy the stage that decided
   * @param requestedAt event time of the submission, as the record tells it
   * @param appendedAt the broker's append time of the outcome
   * @param sealed whether it carries a sealed reply
   */
  record Answered(
      SubmissionKey submission,
      int partition,
      String decidedBy,
      Instant requestedAt,
      Instant appendedAt,
      boolean sealed)
      implements Fact {}

  /**
   * A record of a parked topic.
   *
   * @param stage who parked
   * @param topic where it came from
   * @param position where it stood there
   * @param parkedAt the broker's append time of the parked record
   * @param submission which submission waits in it; empty if it cannot be read, or is a copy of one
   *     that was decided
   */
  record Parked(
      String stage,
      String topic,
      Position position,
      Instant parkedAt,
      Optional<SubmissionKey> submission)
      implements Fact {}

  /**
   * A record that its stage had not processed when the pipeline stopped.
   *
   * @param submission which submission is under way in it
   */
  record UnderWay(SubmissionKey submission) implements Fact {}

  /**
   * A record of control.admissions.
   *
   * @param publishedAt the broker's append time
   */
  record Controlled(ControlPayload payload, Instant publishedAt) implements Fact {}

  /**
   * What a boundary counter outside Kafka says.
   *
   * @param run the run of the signer
   * @param signatures how often the key was used in it; empty if the counter cannot be read
   */
  record Counted(String run, Optional<Long> signatures) implements Fact {}
}
