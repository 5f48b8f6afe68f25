package de.siegel.certificate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Codes of one value set; inactive ones are read, never issued (section 3). */
final class ValueSet {

  enum State {
    ACTIVE,
    INACTIVE,
    UNKNOWN
  }

  private final Map<String, State> codes;

  ValueSet(Map<String, State> codes) {
    this.codes = Map.copyOf(codes);
  }

  static ValueSet of(String... active) {
    HashMap<String, State> codes = new HashMap<>();
    for (String code : active) {
      codes.put(code, State.ACTIVE);
    }
    return new ValueSet(codes);
  }

  State state(String code) {
    return codes.getOrDefault(code, State.UNKNOWN);
  }

  Set<String> codes() {
    return codes.keySet();
  }
}
