package de.siegel.frauddesk.domain;

import java.util.List;
import java.util.Map;

/** What becomes of a wish to change the configuration. */
public sealed interface ConfigurationChange {
  /**
   * It may be drafted.
   *
   * @param parameters all that the next configuration names
   * @param differences what it changes, by name
   */
  record Accepted(Map<String, Double> parameters, List<Difference> differences)
      implements ConfigurationChange {
    public Accepted {
      parameters = Map.copyOf(parameters);
      differences = List.copyOf(differences);
    }
  }

  /**
   * It may not.
   *
   * @param refusals all that speaks against it, one at least
   */
  record Refused(List<Refusal> refusals) implements ConfigurationChange {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }
}
