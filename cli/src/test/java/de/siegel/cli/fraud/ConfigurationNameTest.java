package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.cli.TestTerminal;
import org.junit.jupiter.api.Test;

/** A configuration has one number everywhere: the one that decisions name. */
class ConfigurationNameTest {
  @Test
  void whoPublishesOneReadsTheNumberThatDecisionsName() {
    assertThat(FraudSigning.inForce(false, "4", "5"))
        .startsWith("In force: fraud configuration 5, as decisions name it (version 4).");
  }

  @Test
  void aReleaseIsNoConfiguration() {
    assertThat(FraudSigning.inForce(true, "1", "6"))
        .contains("release, record 6")
        .doesNotContain("fraud configuration 6", "fraud configuration 1");
  }

  @Test
  void whatIsInForceIsFoundByThatNumber() throws Exception {
    String answer = "{\"version\":4,\"sequence\":5,\"since\":\"t\",\"signers\":[\"a\",\"b\"]}";

    assertThat(
            new ConfigurationCommand(TestTerminal.pipe().terminal())
                .heading(new ObjectMapper().readTree(answer)))
        .isEqualTo(
            "Fraud configuration 5, as decisions name it (version 4), since t, signed by a and b.");
  }
}
