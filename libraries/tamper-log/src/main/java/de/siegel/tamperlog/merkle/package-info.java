/** Merkle trees and their proofs (RFC 9162, section 2.1). */
package de.siegel.tamperlog.merkle;
