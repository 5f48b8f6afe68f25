/** The fraud desk: the one writer of {@code control.fraud-configuration}. */
package de.siegel.frauddesk;
