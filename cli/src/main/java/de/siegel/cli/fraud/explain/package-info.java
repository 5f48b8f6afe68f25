/** What was decided on one request, and why. */
package de.siegel.cli.fraud.explain;
