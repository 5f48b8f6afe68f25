/** The control topics as a file. */
package de.siegel.cli.control;
