/** The growing tree and its files, without any input or output. */
package de.siegel.integrator.domain;
