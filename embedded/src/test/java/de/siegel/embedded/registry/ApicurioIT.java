package de.siegel.embedded.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client and the serde against a registry server that somebody else wrote. */
@Timeout(180)
class ApicurioIT extends RegistryContract {

  @TempDir static Path folder;

  private static ApicurioProcess apicurio;

  @BeforeAll
  static void start() throws Exception {
    String archive = System.getProperty("apicurio.archive", "");
    assumeTrue(
        !archive.isEmpty() && Files.exists(Path.of(archive)),
        "Apicurio's archive is missing: build without -Dapicurio.skip to run against it");
    apicurio = ApicurioProcess.start(Path.of(archive), folder);
  }

  @AfterAll
  static void stop() {
    if (apicurio != null) {
      apicurio.close();
    }
  }

  @Override
  URI started() {
    return apicurio.baseUrl();
  }
}
