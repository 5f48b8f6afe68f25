/** The rules, each a pure function of what a pharmacy did before, a request and its time. */
package de.siegel.fraudrules.rule;
