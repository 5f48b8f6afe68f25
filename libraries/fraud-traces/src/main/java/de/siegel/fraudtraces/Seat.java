package de.siegel.fraudtraces;

/**
 * A person at a terminal.
 *
 * @param terminal pseudonym of the device
 * @param operator pseudonym of the person
 */
record Seat(String terminal, String operator) {}
