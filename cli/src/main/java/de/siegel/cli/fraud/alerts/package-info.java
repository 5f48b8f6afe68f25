/** What fraud-check told analysts. */
package de.siegel.cli.fraud.alerts;
