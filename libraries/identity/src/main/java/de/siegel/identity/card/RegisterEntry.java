package de.siegel.identity.card;

import java.util.List;
import java.util.Objects;

/**
 * A pharmacy as its chamber entered it in the directory (VZD).
 *
 * @param telematikId its Telematik-ID
 * @param name its name
 * @param addresses where it is, each on one line; the only place an activation code may go to
 */
public record RegisterEntry(String telematikId, String name, List<String> addresses) {
  public RegisterEntry {
    Objects.requireNonNull(telematikId);
    Objects.requireNonNull(name);
    addresses = List.copyOf(addresses);
  }
}
