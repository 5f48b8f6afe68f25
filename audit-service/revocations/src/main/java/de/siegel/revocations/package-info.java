/** Revokes certificates: by order of two persons, and when a pharmacy replaced them itself. */
package de.siegel.revocations;
