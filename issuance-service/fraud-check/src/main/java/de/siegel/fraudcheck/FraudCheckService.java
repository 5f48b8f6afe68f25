package de.siegel.fraudcheck;

import de.siegel.fraudcheck.batch.BatchFile;
import de.siegel.fraudcheck.country.CountryReader;
import de.siegel.fraudcheck.country.SidePath;
import de.siegel.fraudcheck.country.WholeCountry;
import de.siegel.fraudcheck.person.RecentPersons;
import de.siegel.fraudrules.Batches;
import de.siegel.fraudrules.FraudParameters;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.control.ControlState;
import de.siegel.servicekit.control.ControlView;
import de.siegel.servicekit.kafka.StreamsService;
import de.siegel.servicekit.service.Service;
import de.siegel.servicekit.service.ServiceContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The stage, and the reader of its side path. */
public final class FraudCheckService implements Service {
  /** The topic that brings back what is remembered of pharmacies. */
  public static final String PHARMACIES_CHANGELOG =
      TopicCatalogue.FRAUD_CHECK + "-" + PharmacyStates.NAME + "-changelog";

  /** Configuration: the list of batches. */
  static final String BATCHES = "fraud-check.batches.file";

  private final Service streams;
  private final CountryReader reader;
  private final RecentPersons persons;

  private FraudCheckService(Service streams, CountryReader reader, RecentPersons persons) {
    this.streams = streams;
    this.reader = reader;
    this.persons = persons;
  }

  /** Makes the stage from its configuration. */
  public static Service of(ServiceContext context) {
    ControlView view = new ControlView(context.clock());
    // A bad trust list of cards is told at the start, not with the first session.
    context.sessionEvidence();
    context
        .configuration()
        .require(
            "epoch-keys.holders",
            "attestation-keys.folder",
            "audit-link-keys.folder",
            "fraud-token-keys.folder");
    BatchFile batches =
        new BatchFile(context.configuration().optional(BATCHES).map(Path::of), context.clock());
    AtomicReference<FraudConfiguration> lastGood = new AtomicReference<>();
    WholeCountry country =
        new WholeCountry(new SidePath(Parts.tokenKeys(context)), context.clock());
    // Of the process, so that a task that begins anew knows what it knew.
    RecentPersons persons = new RecentPersons(new SecureRandom()::nextBytes);
    KnownBatches known = new KnownBatches(batches, new FraudTokens(Parts.tokenKeys(context)));
    return new FraudCheckService(
        new StreamsService(
            context,
            context.controlReader(view),
            view::fresh,
            FraudCheckTopology.of(
                () -> Parts.of(context, view, lastGood, batches, country, persons))),
        new CountryReader(
            () -> context.kafka().reader(context.stage() + "-country"),
            country,
            () -> {
              known.forgetDestroyed();
              return follow(view, known.at(context.clock().instant()), country);
            },
            context.meters()),
        persons);
  }

  private static boolean follow(ControlState control, Batches batches, WholeCountry country) {
    try {
      Optional<FraudConfiguration> configuration = control.fraudConfiguration();
      return configuration.isPresent()
          && country.follow(
              FraudParameters.of(configuration.get().getParameters()).rules(), batches);
    } catch (IllegalArgumentException e) {
      // The stage says so, and keeps the last good one as this does.
      return false;
    }
  }

  @Override
  public void start() {
    reader.start();
    streams.start();
  }

  @Override
  public boolean ready() {
    return streams.ready() && reader.caughtUp();
  }

  @Override
  public boolean failed() {
    return streams.failed();
  }

  @Override
  public void close() {
    streams.close();
    reader.close();
    persons.close();
  }
}
