/** The fraud rules over what the audit trail holds. */
package de.siegel.cli.fraud.audit;
