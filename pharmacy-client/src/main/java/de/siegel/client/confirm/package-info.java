/**
 * How a person confirms a request (step-up): with a professional's card (HBA) here, or with what a
 * backend brings of its own, such as a passkey on a second device.
 */
package de.siegel.client.confirm;
