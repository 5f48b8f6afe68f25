package de.siegel.systemtests;

import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submits good, bad, repeated and conflicting requests of several pharmacies, each with two
 * sessions, and keeps what was answered. At most so many are under way at a time, so that whatever
 * is killed meanwhile is killed in mid-run.
 */
final class MixedLoad {
  private static final int IN_FLIGHT = 250;

  /**
   * One submission and its reply.
   *
   * @param expected what the reply must be
   * @param bad what the refusal must name, for a content that is refused
   * @param original the submission that is repeated or contradicted
   * @param publishedAgain whether publishing failed once and it was submitted again: then it may
   *     also have become a repetition of itself
   */
  static final class Submitted {
    private final int session;
    private final Request request;
    private final OutcomeKind expected;
    private final Optional<SampleContent.Bad> bad;
    private final Optional<Submitted> original;
    private volatile boolean publishedAgain;
    private volatile Reply reply;

    private Submitted(
        int session,
        Request request,
        OutcomeKind expected,
        Optional<SampleContent.Bad> bad,
        Optional<Submitted> original) {
      this.session = session;
      this.request = request;
      this.expected = expected;
      this.bad = bad;
      this.original = original;
    }

    Request request() {
      return request;
    }

    OutcomeKind expected() {
      return expected;
    }

    Optional<SampleContent.Bad> bad() {
      return bad;
    }

    Optional<Submitted> original() {
      return original;
    }

    boolean publishedAgain() {
      return publishedAgain;
    }

    Reply reply() {
      return reply;
    }
  }

  private final PharmacyClient client;
  private final List<PharmacySession> sessions = new ArrayList<>();
  private final SampleContent content;
  private final Random random;
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Submitted> submitted = new ArrayList<>();
  private final List<List<Submitted>> byPharmacy = new ArrayList<>();

  MixedLoad(PharmacyClient client, long seed) {
    this.client = client;
    this.content = new SampleContent(seed);
    this.random = new Random(seed);
    for (int pharmacy = 1; pharmacy <= PipelineProcesses.PHARMACIES; pharmacy++) {
      byPharmacy.add(new ArrayList<>());
      for (int terminal = 1; terminal <= 2; terminal++) {
        sessions.add(client.open(TestPharmacies.id(pharmacy), "terminal-" + terminal, "operator"));
      }
    }
  }

  /** Submits so many, waiting where too many are under way. */
  void submit(int count, String run) {
    for (int number = 0; number < count; number++) {
      room.acquireUninterruptibly();
      Submitted next = next(run + "-" + number);
      submitted.add(next);
      send(next);
    }
  }

  private Submitted next(String requestId) {
    int session = random.nextInt(sessions.size());
    List<Submitted> earlier = byPharmacy.get(session / 2);
    int pharmacy = session / 2 + 1;
    int kind = earlier.isEmpty() ? 0 : random.nextInt(10);
    if (kind < 6) {
      return remember(earlier, good(session, pharmacy, requestId));
    }
    if (kind < 8) {
      SampleContent.Bad bad = content.bad(pharmacy);
      Request request = new Request(requestId, bad.json());
      return remember(
          earlier,
          new Submitted(
              session, request, OutcomeKind.REJECTED, Optional.of(bad), Optional.empty()));
    }
    Submitted first = earlier.get(random.nextInt(earlier.size()));
    if (kind == 8) {
      return new Submitted(
          session, first.request, OutcomeKind.REPEATED, Optional.empty(), Optional.of(first));
    }
    Request other = new Request(first.request.requestId(), content.good(pharmacy));
    return new Submitted(
        session, other, OutcomeKind.CONFLICT, Optional.empty(), Optional.of(first));
  }

  private Submitted good(int session, int pharmacy, String requestId) {
    Request request = new Request(requestId, content.good(pharmacy));
    return new Submitted(session, request, OutcomeKind.ISSUED, Optional.empty(), Optional.empty());
  }

  private static Submitted remember(List<Submitted> earlier, Submitted next) {
    earlier.add(next);
    return next;
  }

  private void send(Submitted next) {
    client
        .submit(sessions.get(next.session), next.request)
        .whenComplete(
            (reply, failure) -> {
              if (reply != null) {
                next.reply = reply;
                answered.incrementAndGet();
                room.release();
              } else if (next.publishedAgain) {
                failures.add(failure);
                room.release();
              } else {
                next.publishedAgain = true;
                send(next);
              }
            });
  }

  /** How many have their reply. */
  int answered() {
    return answered.get();
  }

  /** Why something could not be published, even the second time. */
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Everything that was submitted; call it when the submitting thread has ended. */
  List<Submitted> submitted() {
    return List.copyOf(submitted);
  }
}
