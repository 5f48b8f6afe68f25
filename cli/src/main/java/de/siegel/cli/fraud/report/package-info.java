/** A pharmacy's own counts, to be sent to it. */
package de.siegel.cli.fraud.report;
