/**
 * A simulator of the Telematikinfrastruktur for the quickstart and for tests: root, card CA, cards,
 * trust list, OCSP responder and directory. Every name says TEST-ONLY or NOT-VALID.
 */
package de.siegel.embedded.ti;
