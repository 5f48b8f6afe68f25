/** {@code siegel fraud}: what analysts look with. */
package de.siegel.cli.fraud;
