/** Makes a Merkle log of audit.log: tiles, entry bundles, signed checkpoints. */
package de.siegel.integrator;
