package de.siegel.fraudcheck;

import de.siegel.fraudcheck.country.Levels;
import de.siegel.fraudrules.TokenQuarter;
import de.siegel.servicekit.decided.DecidedOffsets;
import de.siegel.servicekit.decided.StorePages;
import de.siegel.servicekit.kafka.OutboundSink;
import de.siegel.servicekit.record.Outbound;
import de.siegel.servicekit.record.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Kafka Streams and the handler: nothing is decided here. */
final class FraudCheckProcessor implements Processor<byte[], byte[], byte[], Outbound> {
  /** Name of the store of decided requests. */
  static final String DECIDED = "decided";

  private static final Logger LOG = LoggerFactory.getLogger(FraudCheckProcessor.class);
  private static final byte PAGE = 'd';
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
  private static final Duration SECRETS_AHEAD = Duration.ofDays(1);
  private static final Duration LEVELS = Duration.ofSeconds(1);
  private static final Duration EPOCHS = Duration.ofSeconds(2);

  /** Longer than the topic lives: a copy of what is older cannot come from it any more. */
  private static final Duration REMEMBERED = Duration.ofHours(14);

  private final Supplier<Parts> partsOfTask;
  private ProcessorContext<byte[], Outbound> context;
  private ValidatedHandler handler;
  private String toldOf = "";

  FraudCheckProcessor(Supplier<Parts> partsOfTask) {
    this.partsOfTask = partsOfTask;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> processorContext) {
    context = processorContext;
    KeyValueStore<String, byte[]> store = context.getStateStore(VelocityStore.NAME);
    KeyValueStore<byte[], byte[]> pages = context.getStateStore(DECIDED);
    Parts parts = partsOfTask.get();
    DecidedOffsets decided = new DecidedOffsets(new StorePages(pages, PAGE));
    handler =
        new ValidatedHandler(
            parts,
            new ValidatedHandler.Remembered(
                decided,
                new VelocityStore(store),
                new PharmacyStates(context.getStateStore(PharmacyStates.NAME)),
                new RaisedAlerts(context.getStateStore(RaisedAlerts.NAME)),
                new Levels(context.getStateStore(Levels.NAME))));
    context.schedule(LEVELS, PunctuationType.WALL_CLOCK_TIME, this::tell);
    context.schedule(
        HOUSEKEEPING,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          decided.forget(parts.clock().instant().minus(REMEMBERED));
          parts.tokens().forgetDestroyed();
          parts.persons().forget(parts.clock().instant());
          warnOfSecrets(parts);
          tellOfFormer(parts);
        });
    context.schedule(EPOCHS, PunctuationType.WALL_CLOCK_TIME, now -> parts.epochEnd().look());
  }

  /** A day before a secret is missed, not when everything stands still. */
  private static void warnOfSecrets(Parts parts) {
    Instant soon = parts.clock().instant().plus(SECRETS_AHEAD);
    if (!parts.tokens().readyFor(soon)) {
      parts.counters().count("FRAUD_TOKEN_KEY_MISSING_SOON", List.of());
      LOG.atError()
          .addKeyValue("quarter", FraudTokens.quarter(soon))
          .log("The key of fraud tokens for a quarter that begins soon is not there");
    }
  }

  /** Once a quarter, for nothing stops: it is as blind at its beginning as without any memory. */
  private void tellOfFormer(Parts parts) {
    Instant now = parts.clock().instant();
    String former = TokenQuarter.of(now).before().id();
    if (!former.equals(toldOf) && parts.tokens().lacksFormer(now)) {
      toldOf = former;
      parts.counters().count("FRAUD_TOKEN_KEY_FORMER_MISSING", List.of());
      LOG.atWarn()
          .addKeyValue("quarter", former)
          .log("There is no key of fraud tokens of the last quarter: its batches are not known");
    }
  }

  private void tell(long now) {
    handler
        .level(context.taskId().partition())
        .ifPresent(outbound -> OutboundSink.forward(context, outbound, now));
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Parking.Source from = new Parking.Source(at.topic(), at.partition(), at.offset());
    handler
        .handle(message.key(), message.value(), from)
        .forEach(outbound -> OutboundSink.forward(context, outbound, message.timestamp()));
  }
}
