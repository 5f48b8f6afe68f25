/** The persons around the admission desk, as a test environment plays them. */
package de.siegel.embedded.desk;
