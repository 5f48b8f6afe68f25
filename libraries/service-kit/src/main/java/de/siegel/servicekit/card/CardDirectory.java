package de.siegel.servicekit.card;

import java.util.concurrent.CompletableFuture;

/** The directory of the Telematikinfrastruktur (VZD, FHIR). */
public interface CardDirectory {
  /**
   * Asks for a Telematik-ID without waiting.
   *
   * @return a FHIR Bundle, JSON, not believed yet; fails if there is none
   */
  CompletableFuture<byte[]> search(String telematikId);
}
