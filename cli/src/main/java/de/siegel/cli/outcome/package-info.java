/** What a run leaves in its output folder, and the summary of it. */
package de.siegel.cli.outcome;
