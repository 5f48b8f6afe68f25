/**
 * Somebody else who looks at a log: checks that it only grows, and co-signs (C2SP tlog-witness).
 */
package de.siegel.witness;
