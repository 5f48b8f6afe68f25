package de.siegel.frauddesk.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.fraudrules.FraudParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationRulesTest {
  private static final Map<String, Double> IN_FORCE =
      Map.of("velocity.limit", 20.0, "velocity.window-seconds", 3_600.0, "volume.growth", 2.0);

  private static List<Refusal> refusals(Map<String, Double> set, Set<String> unset) {
    return ((ConfigurationChange.Refused) ConfigurationRules.change(IN_FORCE, set, unset))
        .refusals();
  }

  private static Refusal onlyRefusal(String name, double value) {
    List<Refusal> all = refusals(Map.of(name, value), Set.of());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void changesWhatIsNamedAndKeepsTheRest() {
    ConfigurationChange.Accepted change =
        (ConfigurationChange.Accepted)
            ConfigurationRules.change(
                IN_FORCE, Map.of("volume.threshold", 5.0), Set.of("volume.growth"));

    assertThat(change.parameters())
        .isEqualTo(
            Map.of(
                "velocity.limit",
                20.0,
                "velocity.window-seconds",
                3_600.0,
                "volume.threshold",
                5.0));
    assertThat(change.differences())
        .extracting(Difference::text)
        .containsExactly("volume.growth 2 -> 1.5 (standard)", "volume.threshold 4.8 -> 5");
  }

  /** Named, it stays when a later version has another standard. */
  @Test
  void tellsWhatIsNamedThoughItsValueStays() {
    assertThat(
            ConfigurationRules.differences(IN_FORCE, Map.of("volume.threshold", 4.8)).stream()
                .map(Difference::text))
        .contains("volume.threshold 4.8 -> 4.8 (named)");
  }

  @Test
  void namesWhatAFirstConfigurationMustHave() {
    assertThat(
            ((ConfigurationChange.Refused)
                    ConfigurationRules.change(Map.of(), Map.of("volume.threshold", 5.0), Set.of()))
                .refusals())
        .extracting(Refusal::code, Refusal::field)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(RefusalCode.PARAMETER_MISSING, "velocity.limit"),
            org.assertj.core.groups.Tuple.tuple(
                RefusalCode.PARAMETER_MISSING, "velocity.window-seconds"));
    assertThat(refusals(Map.of(), Set.of("velocity.limit")))
        .extracting(Refusal::code)
        .containsExactly(RefusalCode.PARAMETER_MISSING);
  }

  @Test
  void refusesAnUnknownNameAndListsThoseThatThereAre() {
    Refusal refusal = onlyRefusal("volume.treshold", 5);

    assertThat(refusal.code()).isEqualTo(RefusalCode.PARAMETER_UNKNOWN);
    assertThat(refusal.field()).isEqualTo("volume.treshold");
    assertThat(refusal.message()).contains("volume.threshold");
    assertThat(refusals(Map.of(), Set.of("no.such\u001b[31m")).get(0).message())
        .startsWith("no.such?[31m is no parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "volume.threshold, -1, 0.1 to 1000",
    "volume.threshold, NaN, 0.1 to 1000",
    "volume.threshold, Infinity, 0.1 to 1000",
    "probation.limit, 1001, '1 to 1000, whole'",
    "velocity.limit, 0, '1 to 1000000000, whole'",
  })
  void refusesWhatIsOutOfRangeWithNameAndRange(String name, double value, String range) {
    Refusal refusal = onlyRefusal(name, value);

    assertThat(refusal.code()).isEqualTo(RefusalCode.OUT_OF_RANGE);
    assertThat(refusal.field()).isEqualTo(name);
    assertThat(refusal.message()).startsWith(name + " must be " + range).contains("Choose");
  }

  /** The stage would cut it off without a word. */
  @Test
  void refusesHalfARequest() {
    assertThat(onlyRefusal("velocity.limit", 1.5).code()).isEqualTo(RefusalCode.NOT_WHOLE);
    assertThat(onlyRefusal("dormant.days", 1.5).code()).isEqualTo(RefusalCode.NOT_WHOLE);
  }

  @Test
  void refusesToSetAndUnsetTheSame() {
    assertThat(refusals(Map.of("volume.growth", 3.0), Set.of("volume.growth")))
        .extracting(Refusal::code)
        .containsExactly(RefusalCode.SET_AND_UNSET);
  }

  @Test
  void refusesAChangeThatChangesNothing() {
    assertThat(onlyRefusal("volume.growth", 2).code()).isEqualTo(RefusalCode.NOTHING_CHANGED);
    assertThat(refusals(Map.of(), Set.of("dormant.days")))
        .extracting(Refusal::code)
        .containsExactly(RefusalCode.NOTHING_CHANGED);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(refusals(Map.of("a", 1.0, "volume.growth", 0.0), Set.of("velocity.limit")))
        .extracting(Refusal::field)
        .containsExactly("a", "volume.growth", "velocity.limit");
  }

  /** A configuration of before may be one that the rules of now do not take. */
  @Test
  void doesNotBuildOnWhatTheRulesDoNotTake() {
    Map<String, Double> before = new HashMap<>(IN_FORCE);
    before.put("velocity.burst", 3.0);

    assertThat(
            ((ConfigurationChange.Refused)
                    ConfigurationRules.change(before, Map.of("volume.threshold", 5.0), Set.of()))
                .refusals())
        .extracting(Refusal::code)
        .containsExactly(RefusalCode.REFUSED_BY_THE_RULES);
    assertThat(ConfigurationRules.change(before, Map.of(), Set.of("velocity.burst")))
        .isInstanceOf(ConfigurationChange.Accepted.class);
  }

  @Test
  void whatItAcceptsTheRulesTake() {
    for (Parameter parameter : ParameterCatalogue.all()) {
      for (double value : List.of(parameter.from(), parameter.to())) {
        ConfigurationChange change =
            ConfigurationRules.change(IN_FORCE, Map.of(parameter.name(), value), Set.of());
        assertThat(change).as(parameter.name()).isInstanceOf(ConfigurationChange.Accepted.class);
        FraudParameters read =
            FraudParameters.of(((ConfigurationChange.Accepted) change).parameters());
        assertThat(parameter.inForce().applyAsDouble(read)).as(parameter.name()).isEqualTo(value);
      }
    }
  }
}
