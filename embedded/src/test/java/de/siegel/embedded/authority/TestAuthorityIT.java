package de.siegel.embedded.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.servicekit.configuration.Configuration;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuthorityIT {

  @TempDir Path folder;

  @Test
  void makesItsRootOnTheFirstStartAndNeedsNoPin() {
    Configuration configuration = configuration(Map.of());

    TestAuthority.of(context(configuration));

    assertThatCode(configuration::refuseUnknown).doesNotThrowAnyException();
    assertThat(folder.resolve("lasting/root-of-trust.json")).isNotEmptyFile();
    assertThat(folder.resolve("lasting/root-of-trust.pin")).isNotEmptyFile();
  }

  @Test
  void startsAgainOnWhatItMade() {
    TestAuthority.of(context(configuration(Map.of())));

    assertThatCode(() -> TestAuthority.of(context(configuration(Map.of()))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesThePinOfAnotherRoot() {
    Configuration configuration = configuration(Map.of("trust.root-pin", "00".repeat(32)));

    assertThatThrownBy(() -> TestAuthority.of(context(configuration)))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("trust.root-pin");
  }

  private ServiceContext context(Configuration configuration) {
    return ServiceContext.of(TestAuthority.NAME, configuration, new SimpleMeterRegistry());
  }

  private Configuration configuration(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("environment", "test");
    values.put("kafka.bootstrap-servers", "127.0.0.1:1");
    values.put("schema-registry.url", "http://127.0.0.1:1");
    values.put("test-authority.folder", folder.resolve("lasting").toString());
    values.put("test-authority.memory.folder", folder.resolve("passing").toString());
    return Configuration.of(values);
  }
}
