/** The epoch keys: made, handed to their stages, rotated and destroyed. */
package de.siegel.epochkeys;
