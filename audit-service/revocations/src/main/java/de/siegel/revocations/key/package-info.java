/** The key of the upload certificate, and the only place that opens its file. */
package de.siegel.revocations.key;
