/** The attack of July 2021, to be tried on a running pipeline. */
package de.siegel.embedded.demo;
