package de.siegel.cli.fraud;

import de.siegel.fraudrules.Features;

/**
 * One line of a trace.
 *
 * @param issuer the pharmacy
 * @param request what it asks for
 * @param label what it is in truth, for the summary alone; empty if the line does not say
 */
record TraceLine(String issuer, Features request, String label) {}
