/** Checks the Merkle log of the trail, and makes proofs from its files. */
package de.siegel.replay.log;
