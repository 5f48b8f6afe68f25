/** Proofs that can be checked with nothing but a file and a key (C2SP tlog-proof). */
package de.siegel.tamperlog.proof;
