/** Several requests of one person: linked for a day or two, in memory alone. */
package de.siegel.fraudcheck.person;
