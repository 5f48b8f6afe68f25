/** Files of requests: one JSON object a line, read in a stream, each line on its own. */
package de.siegel.cli.request;
