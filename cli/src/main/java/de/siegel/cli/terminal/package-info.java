/** What a person sees: tables, progress, QR codes and colours where there is a terminal. */
package de.siegel.cli.terminal;
