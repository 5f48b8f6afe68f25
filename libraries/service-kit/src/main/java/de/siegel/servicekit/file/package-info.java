/** Files that only their owner may read. */
package de.siegel.servicekit.file;
