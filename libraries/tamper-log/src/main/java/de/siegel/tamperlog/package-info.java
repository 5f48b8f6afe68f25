/**
 * A log that shows when somebody rewrites it: RFC 9162 Merkle trees, and notes, checkpoints, tiles
 * and proofs as C2SP specifies them. Pure: no files, no network, no clock.
 */
package de.siegel.tamperlog;
