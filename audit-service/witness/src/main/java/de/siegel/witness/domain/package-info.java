/** What a witness decides, without any input or output. */
package de.siegel.witness.domain;
