package de.siegel.fraudtraces;

import java.time.LocalDate;

/**
 * What a page of a vaccination pass says.
 *
 * @param dose number of this one
 * @param doses of the whole course
 */
record Vaccination(TraceBatch batch, LocalDate day, int dose, int doses) {}
