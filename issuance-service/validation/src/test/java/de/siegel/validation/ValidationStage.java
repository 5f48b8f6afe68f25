package de.siegel.validation;

import de.siegel.servicekit.testing.TestHouse;
import de.siegel.servicekit.testing.TestSession;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running stage and an open session of its pharmacy, anew for each test. */
abstract class ValidationStage {
  @TempDir Path folder;
  ValidationHarness stage;
  TestHouse house;
  TestSession session;

  @BeforeEach
  final void start() {
    stage = new ValidationHarness(folder);
    house = stage.house();
    session = house.session();
  }

  @AfterEach
  final void stop() {
    stage.close();
  }
}
