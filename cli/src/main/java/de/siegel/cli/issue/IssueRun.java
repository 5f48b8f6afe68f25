package de.siegel.cli.issue;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.outcome.CertificateFiles;
import de.siegel.cli.outcome.OutcomeLine;
import de.siegel.cli.outcome.OutcomeSummary;
import de.siegel.cli.outcome.OutcomesFile;
import de.siegel.cli.outcome.OutputFolder;
import de.siegel.cli.request.RequestFile;
import de.siegel.cli.request.RequestLine;
import de.siegel.cli.terminal.ProgressBar;
import de.siegel.cli.terminal.Terminal;
import de.siegel.client.PharmacyClient;
import de.siegel.client.PharmacySession;
import de.siegel.client.Request;
import de.siegel.client.confirm.CardNotUsable;
import de.siegel.client.confirm.Confirmer;
import de.siegel.identity.session.SessionRefused;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends every line of a file and writes down every outcome: thousands are under way at a time, none
 * is lost, and a bad line never harms the next.
 */
public final class IssueRun {
  /** So many submissions may be under way. */
  private static final int IN_FLIGHT = 4_000;

  /** So far may later outcomes run ahead of a missing one: they wait for it in memory. */
  private static final int AHEAD = 100_000;

  /** A pipeline that answers nothing for so long has a fault that waiting does not mend. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private final PharmacyClient client;
  private final Sessions sessions;
  private final OutputFolder folder;
  private final OutcomeSummary summary = new OutcomeSummary();
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final Set<String> withoutCertificate = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicReference<String> firstCertificate = new AtomicReference<>();
  private final AtomicInteger asked = new AtomicInteger();
  private Function<String, Optional<Confirmer>> persons = pharmacyId -> Optional.empty();

  /**
   * @param opener opens sessions of that client
   * @param defaultPharmacy who issues where a line names nobody
   * @param folder where the files go
   */
  public IssueRun(
      PharmacyClient client,
      SessionOpener opener,
      String defaultPharmacy,
      OutputFolder folder,
      InstantSource clock) {
    this.client = client;
    this.sessions = new Sessions(opener, defaultPharmacy, clock);
    this.folder = folder;
  }

  /**
   * From now on has persons confirm what is stepped up.
   *
   * @param who the one of a pharmacy, if there is one
   */
  public void confirmedBy(Function<String, Optional<Confirmer>> who) {
    persons = who;
  }

  /**
   * Sends the file and returns when every line has its outcome.
   *
   * @throws CommandFailure if the pipeline does not answer, or files cannot be written
   */
  public void run(RequestFile requests, ProgressBar progress) throws InterruptedException {
    try (OutcomesFile outcomes = OutcomesFile.open(folder);
        CertificateFiles certificates = new CertificateFiles(folder)) {
      long lines = 0;
      for (Optional<RequestLine> line = requests.next(); line.isPresent(); line = requests.next()) {
        lines++;
        awaitRoom(lines, outcomes);
        if (line.get() instanceof RequestLine.Good good) {
          send(good, outcomes, certificates, progress);
        } else {
          answered(OutcomeLine.of((RequestLine.Bad) line.get()), outcomes, progress);
          room.release();
        }
      }
      awaitAll(lines, outcomes);
      writeAgain(certificates);
      certificates.finish();
      outcomes.finish(lines);
    }
  }

  /** A repeat names its certificate only: the outcome that brought it may still be readable. */
  private void writeAgain(CertificateFiles certificates) {
    client.readAgain(
        Set.copyOf(withoutCertificate),
        (requestId, reply) -> {
          if (withoutCertificate.remove(requestId)) {
            write(requestId, reply, certificates);
          }
        });
  }

  private void send(
      RequestLine.Good line,
      OutcomesFile outcomes,
      CertificateFiles certificates,
      ProgressBar progress) {
    PharmacySession session;
    try {
      session = sessions.forRequest(line);
    } catch (SessionRefused refused) {
      ReplyError error = new ReplyError("SESSION_REFUSED", "issuer", refused.getMessage());
      answered(line, Reply.refused(OutcomeKind.REJECTED, List.of(error)), outcomes, progress);
      room.release();
      return;
    }
    Request request = new Request(line.requestId(), line.content().bytes(), line.supersedes());
    client
        .submit(session, request)
        .thenCompose(reply -> settled(session, request, reply))
        .whenComplete(
            (reply, failed) -> {
              Throwable trouble = cause(failed);
              try {
                if (trouble == null) {
                  write(line.requestId(), reply, certificates);
                  answered(line, reply, outcomes, progress);
                } else if (trouble instanceof RecordTooLargeException) {
                  ReplyError error =
                      new ReplyError(
                          "RECORD_TOO_LARGE",
                          "",
                          "is larger than the broker takes; make it shorter");
                  answered(
                      line,
                      Reply.refused(OutcomeKind.REJECTED, List.of(error)),
                      outcomes,
                      progress);
                } else {
                  failure.compareAndSet(null, trouble);
                }
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
              } finally {
                room.release();
              }
            });
  }

  private static Throwable cause(Throwable failed) {
    Throwable cause = failed;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * What becomes of a request in the end, where a person can be asked. A certificate that she
   * confirmed is written under the id in the file, though its request has another.
   */
  private CompletableFuture<Reply> settled(PharmacySession session, Request request, Reply reply) {
    Optional<Confirmer> person =
        reply.kind() == OutcomeKind.STEP_UP
            ? persons.apply(session.pharmacyId())
            : Optional.empty();
    if (person.isEmpty()) {
      return CompletableFuture.completedFuture(reply);
    }
    asked.incrementAndGet();
    return client
        .confirm(session, request, reply, person.get())
        .thenApply(confirmed -> confirmed.orElse(reply))
        .whenComplete((settled, trouble) -> asked.decrementAndGet());
  }

  private void write(String requestId, Reply reply, CertificateFiles certificates) {
    if (reply.certificate().isEmpty()) {
      if (reply.certificateId().isPresent()) {
        withoutCertificate.add(requestId);
      }
      return;
    }
    String text = reply.certificate().get();
    firstCertificate.compareAndSet(null, text);
    try {
      certificates.write(requestId, text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.negative("Stopped while writing certificates");
    }
  }

  private void answered(
      RequestLine.Good line, Reply reply, OutcomesFile outcomes, ProgressBar progress) {
    answered(OutcomeLine.of(line, reply), outcomes, progress);
  }

  private void answered(OutcomeLine line, OutcomesFile outcomes, ProgressBar progress) {
    outcomes.add(line);
    summary.add(line);
    progress.advance(1);
  }

  private void awaitRoom(long line, OutcomesFile outcomes) throws InterruptedException {
    long quietSince = System.nanoTime();
    long seen = summary.total();
    while (!room.tryAcquire(100, TimeUnit.MILLISECONDS) || line - outcomes.firstMissing() > AHEAD) {
      throwFailure();
      if (summary.total() != seen || asked.get() > 0) {
        seen = summary.total();
        quietSince = System.nanoTime();
      }
      refuseSilence(quietSince);
    }
    throwFailure();
  }

  private void awaitAll(long lines, OutcomesFile outcomes) throws InterruptedException {
    long quietSince = System.nanoTime();
    long seen = -1;
    while (summary.total() < lines) {
      throwFailure();
      if (summary.total() != seen || asked.get() > 0) {
        seen = summary.total();
        quietSince = System.nanoTime();
      }
      refuseSilence(quietSince);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throwFailure();
  }

  private static void refuseSilence(long quietSince) {
    if (System.nanoTime() - quietSince > SILENCE.toNanos()) {
      throw CommandFailure.negative(
          "The pipeline has answered nothing for "
              + SILENCE.toMinutes()
              + " minutes. Look at the stages' health and start again with the same file: what was"
              + " issued comes back as repeated.");
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown instanceof CommandFailure said) {
      throw said;
    }
    if (thrown instanceof CardNotUsable card) {
      throw CommandFailure.negative("The pharmacist's card: " + card.getMessage(), card);
    }
    if (thrown != null) {
      throw CommandFailure.negative(
          "A request could not be published. Look at the broker and start again with the same file:"
              + " what was issued comes back as repeated.",
          thrown);
    }
  }

  /** Shows what became of the requests. */
  public void report(Terminal terminal) {
    summary.lines(terminal.columns(), terminal.outStyle()).forEach(terminal.out()::println);
    long missing =
        withoutCertificate.stream()
            .filter(requestId -> !Files.exists(CertificateFiles.text(folder, requestId)))
            .count();
    if (missing > 0) {
      terminal
          .out()
          .println(
              missing
                  + " of the repeated ones have no certificate here: they were issued to sessions"
                  + " whose secrets are gone. Where that matters, send the request again under a new"
                  + " request id that supersedes the old one (docs/EVENTS.md).");
    }
    terminal.out().flush();
  }

  /** The first certificate of this run, to be shown. */
  public Optional<String> firstCertificate() {
    return Optional.ofNullable(firstCertificate.get());
  }
}
