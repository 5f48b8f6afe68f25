/** The commands that look at one certificate: {@code verify} and {@code inspect}. */
package de.siegel.cli.certificate;
