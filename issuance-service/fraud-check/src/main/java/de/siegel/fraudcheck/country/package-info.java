/**
 * What crosses pharmacies: beside the flow, never in its way. Each task says how busy its
 * pharmacies are, and that one uses a batch for the first time; every instance reads what all say.
 */
package de.siegel.fraudcheck.country;
