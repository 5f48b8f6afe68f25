package de.siegel.cli.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.cli.CommandFailure;
import de.siegel.client.Request;
import de.siegel.client.confirm.CardNotUsable;
import de.siegel.client.confirm.ConfirmationRequest;
import de.siegel.embedded.authority.TestPharmacies;
import de.siegel.embedded.ti.TiServer;
import de.siegel.embedded.ti.TiSimulator;
import de.siegel.identity.confirmation.Confirmation;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.ReplyError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedPharmacistsTest {
  private static final ConfirmationStatement STATEMENT =
      new ConfirmationStatement(
          "session", new byte[32], Instant.now().plusSeconds(240).truncatedTo(ChronoUnit.MILLIS));

  private static final ConfirmationRequest REQUEST =
      new ConfirmationRequest(
          STATEMENT,
          new Request("r-2", new byte[0], Optional.of("r-1")),
          "counter-1",
          "op-7",
          List.of(new ReplyError("CLOSED", "", "Zu dieser Zeit …")),
          Optional.of(new Doubt("7K3QX2MD", "", Optional.empty(), "…")));

  @TempDir Path folder;
  private final List<ConfirmationRequest> shown = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private TiServer ti;
  private TiSimulator simulator;

  @BeforeEach
  void start() {
    simulator = TiSimulator.open(folder, Instant.now());
    ti = TiServer.start(simulator, "127.0.0.1", 0, Clock.systemUTC());
    simulator.issueTrustList(TiServer.ocsp(ti.address()));
    simulator.pharmacist(TestPharmacies.pharmacist(1), "Erika Muster");
  }

  @AfterEach
  void stop() {
    ti.close();
  }

  private SimulatedPharmacists pharmacists(boolean sign) {
    return new SimulatedPharmacists(
        folder,
        shown::add,
        () -> {
          assertThat(shown).as("shown before anybody is asked").containsExactly(REQUEST);
          asked.incrementAndGet();
          return sign;
        },
        Clock.systemUTC());
  }

  private Optional<Confirmation> confirm(boolean sign) throws Exception {
    try (SimulatedPharmacists some = pharmacists(sign)) {
      return some.of(TestPharmacies.id(1)).orElseThrow().confirm(REQUEST).get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void confirmsWithTheCardOfThePharmacysOwnPharmacist() throws Exception {
    assertThat(confirm(true))
        .hasValueSatisfying(done -> assertThat(done.until()).isEqualTo(STATEMENT.until()));
    assertThat(asked).hasValue(1);
  }

  @Test
  void confirmsNothingIfThePersonDoesNotWantTo() throws Exception {
    assertThat(confirm(false)).isEmpty();
  }

  @Test
  void asksNobodyForACardThatNoStageWouldTake() {
    simulator
        .status()
        .revoke(simulator.known(TestPharmacies.pharmacist(1)).orElseThrow(), Instant.now());

    assertThatThrownBy(() -> confirm(true)).hasCauseInstanceOf(CardNotUsable.class);
    assertThat(asked).hasValue(0);
    assertThat(shown).isEmpty();
  }

  @Test
  void hasNobodyWhereThereIsNoCard() {
    try (SimulatedPharmacists some = pharmacists(true)) {
      assertThat(some.of(TestPharmacies.id(2))).isEmpty();
      assertThat(some.of("another-pharmacy")).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithItsFolder() throws Exception {
    Files.delete(TiSimulator.trustList(folder));

    try (SimulatedPharmacists some = pharmacists(true)) {
      assertThatThrownBy(() -> some.of(TestPharmacies.id(1)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("--ti");
    }
  }
}
