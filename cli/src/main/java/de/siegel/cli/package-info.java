/** The command {@code siegel}: thin commands over small classes that can be tested without it. */
package de.siegel.cli;
