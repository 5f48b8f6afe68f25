/** What is remembered of a pharmacy: bounded, immutable, and nothing of a holder. */
package de.siegel.fraudrules.state;
