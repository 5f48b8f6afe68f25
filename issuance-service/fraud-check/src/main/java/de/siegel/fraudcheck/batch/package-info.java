/** The list of batches that the authority has released, as operators have it in a file. */
package de.siegel.fraudcheck.batch;
