package de.siegel.cli.issue;

import de.siegel.cli.CommandFailure;
import de.siegel.client.confirm.ConfirmationRequest;
import de.siegel.client.confirm.Confirmer;
import de.siegel.client.confirm.HbaConfirmer;
import de.siegel.client.confirm.HttpCardStatus;
import de.siegel.client.confirm.SoftProfessionalCard;
import de.siegel.client.session.SoftCard;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.session.TrustListFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The pharmacists of a quickstart's test pharmacies, with the simulated cards in its folder. They
 * sign one after the other.
 */
final class SimulatedPharmacists implements AutoCloseable {
  private final Path folder;
  private final Consumer<ConfirmationRequest> display;
  private final BooleanSupplier person;
  private final InstantSource clock;
  private final ConcurrentMap<String, Optional<Confirmer>> known = new ConcurrentHashMap<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "siegel-pharmacist");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param folder of the simulated TI
   * @param display shows what is confirmed
   * @param person whether one signs; asked for each confirmation
   */
  SimulatedPharmacists(
      Path folder,
      Consumer<ConfirmationRequest> display,
      BooleanSupplier person,
      InstantSource clock) {
    this.folder = folder;
    this.display = display;
    this.person = person;
    this.clock = clock;
  }

  /**
   * Who confirms for a pharmacy; empty if nobody has a card here.
   *
   * @throws CommandFailure if the folder is damaged
   */
  Optional<Confirmer> of(String pharmacyId) {
    return known.computeIfAbsent(pharmacyId, this::open);
  }

  private Optional<Confirmer> open(String pharmacyId) {
    return TestPharmacies.pharmacistOf(pharmacyId)
        .map(telematikId -> folder.resolve("cards").resolve(telematikId))
        .filter(card -> Files.exists(card.resolveSibling(card.getFileName() + ".der")))
        .map(this::confirmer);
  }

  private Confirmer confirmer(Path card) {
    try {
      return new HbaConfirmer(
          new SoftProfessionalCard(SoftCard.read(card), person),
          TrustListFile.of(
              TiSimulator.trustList(folder), TiSimulator.trustListSigner(folder), clock),
          new HttpCardStatus(),
          display,
          executor,
          clock);
    } catch (ConfigurationError | UncheckedIOException | IllegalArgumentException e) {
      throw CommandFailure.usage("--ti: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
