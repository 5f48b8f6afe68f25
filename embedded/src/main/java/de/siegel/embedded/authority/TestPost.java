package de.siegel.embedded.authority;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The letters of a test environment: whoever is at an address finds the last one there. */
public final class TestPost {
  private final Map<String, String> letters = new ConcurrentHashMap<>();

  void send(String address, String code) {
    letters.put(address, code);
  }

  /** The code in the last letter to an address. */
  public Optional<String> at(String address) {
    return Optional.ofNullable(letters.get(address));
  }
}
