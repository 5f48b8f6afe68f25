package de.siegel.sequencer;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.schemas.registry.RegistryException;
import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.Replication;
import de.siegel.sequencer.kafka.SequencerMeters;
import de.siegel.sequencer.kafka.SequencerSession;
import de.siegel.sequencer.kafka.SequencerSettings;
import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the committed audit events, byte for byte and each exactly once, into the one partition of
 * audit.log and numbers them. There is one at a time: a second one takes over and the first fails.
 *
 * <p>What is only away (broker, topics, registry) is waited for; a missing or impossible offset, a
 * foreign record in the log or a right that is refused stops it for good.
 */
public final class SequencerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(SequencerService.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(25);

  private static final List<Class<? extends KafkaException>> FINAL =
      List.of(
          InvalidOffsetException.class,
          AuthorizationException.class,
          AuthenticationException.class,
          UnsupportedVersionException.class,
          RecordTooLargeException.class);

  private final ServiceContext context;
  private final SequencerSettings settings;
  private final SequencerMeters meters;
  private final String run = UUID.randomUUID().toString();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean tookOver;
  private volatile boolean ready;
  private volatile boolean failed;

  /**
   * Settings: {@code sequencer.batch-size} records (1 to 10,000, default 2,000) or {@code
   * sequencer.batch-ms} (1 to 1,000, default 50) end a transaction; {@code audit-link-keys.folder}
   * as for every service that audits (nothing is read from it here). What the audit topics should
   * be: {@code topics.replication-factor} (1 to 9, default 3), {@code topics.min-in-sync-replicas}
   * (default one less), {@code sequencer.guard-access} ({@code true} or {@code false}: whether the
   * brokers ask who comes; default {@code true}), {@code sequencer.guard-ms} (1,000 to 3,600,000,
   * default 60,000: how often that is looked at).
   */
  public SequencerService(ServiceContext context) {
    this.context = context;
    Configuration configuration = context.configuration();
    int factor = configuration.whole("topics.replication-factor", 3, 1, 9);
    this.settings =
        new SequencerSettings(
            context.kafka(),
            context.stage() + "-" + context.instance(),
            configuration.whole("sequencer.batch-size", 2_000, 1, 10_000),
            configuration.millis("sequencer.batch-ms", 50, 1, 1_000),
            new Replication(
                (short) factor,
                configuration.whole(
                    "topics.min-in-sync-replicas", Math.max(1, factor - 1), 1, factor)),
            configuration.flag("sequencer.guard-access", true),
            configuration.millis("sequencer.guard-ms", 60_000, 1_000, 3_600_000));
    context.configuration().path("audit-link-keys.folder");
    this.meters = new SequencerMeters(context.meters());
    this.thread = new Thread(this::runUntilClosed, "sequencer");
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public boolean failed() {
    return failed;
  }

  private void runUntilClosed() {
    while (!failed && !isClosing()) {
      try {
        sequence();
      } catch (InterruptException e) {
        // close() has waited long enough; what was open is aborted.
        return;
      } catch (RuntimeException e) {
        onFailure(e);
      } finally {
        ready = false;
      }
    }
  }

  private void sequence() {
    // Asks the registry, which may be away: hence here and not in the constructor.
    var audit = context.auditWriter();
    var check =
        new AuditEventCheck(context.deserializer(AuditEvent.class), context.eventAttestations());
    try (SequencerSession session =
        new SequencerSession(
            settings,
            run,
            check,
            audit,
            context.leafAttestations(AccessCatalogue.INTEGRATOR),
            context.clock(),
            meters,
            context.meters())) {
      session.takeOver(tookOver);
      tookOver = true;
      ready = true;
      LOG.atInfo()
          .addKeyValue("run", run)
          .addKeyValue("nextIndex", session.nextIndex())
          .log("Sequencing");
      while (!isClosing()) {
        session.step();
      }
    }
  }

  private void onFailure(RuntimeException failure) {
    if (passing(failure)) {
      LOG.atWarn()
          .addKeyValue("run", run)
          .addKeyValue("reason", failure.toString())
          .log("Sequencer stopped, trying again");
      awaitClosing(RETRY_AFTER);
    } else {
      LOG.atError()
          .addKeyValue("run", run)
          .setCause(failure)
          .log("Sequencer failed and stays stopped");
      failed = true;
    }
  }

  private static boolean passing(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable each = cause;
      if (FINAL.stream().anyMatch(type -> type.isInstance(each))) {
        return false;
      }
    }
    return failure instanceof KafkaException || failure instanceof RegistryException;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void awaitClosing(Duration longest) {
    try {
      closing.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commits the transaction under way and stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(DRAIN.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
