package de.siegel.frauddesk.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.FraudParameters;
import de.siegel.fraudrules.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterCatalogueTest {
  static List<Parameter> all() {
    return ParameterCatalogue.all();
  }

  /** Whoever adds a parameter to the rules says here what it means. */
  @Test
  void describesEveryParameterOfTheRules() {
    Set<String> described = new TreeSet<>();
    all().forEach(one -> described.add(one.name()));

    assertThat(described).containsAll(Parameters.names());
    assertThat(ParameterCatalogue.names()).isEqualTo(described);
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesTheRangeThatTheRulesHave(Parameter one) {
    // Just beyond it, by less than any step between two values that make a difference.
    double step = one.whole() ? 1 : 0.001;

    assertThat(one.inForce().applyAsDouble(read(one.name(), one.from()))).isEqualTo(one.from());
    assertThat(one.inForce().applyAsDouble(read(one.name(), one.to()))).isEqualTo(one.to());
    assertThatThrownBy(() -> read(one.name(), one.from() - step))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read(one.name(), one.to() + step))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsStandardsFromTheRulesThemselves() {
    assertThat(ParameterCatalogue.find("volume.threshold").orElseThrow().standard())
        .hasValue(Parameters.standard().volume().threshold());
    assertThat(ParameterCatalogue.find("probation.limit").orElseThrow().standard()).hasValue(50);
    assertThat(ParameterCatalogue.find("velocity.limit").orElseThrow().standard()).isEmpty();
  }

  private static FraudParameters read(String name, double value) {
    Map<String, Double> named = new HashMap<>(Map.of("velocity.limit", 1.0));
    named.put("velocity.window-seconds", 1.0);
    named.put(name, value);
    return FraudParameters.of(named);
  }
}
