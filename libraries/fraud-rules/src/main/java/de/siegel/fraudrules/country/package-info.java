/**
 * What only shows across pharmacies: how busy all of them are, and which batches too many of them
 * use. Fed with a few numbers a day and partition, and with a few sightings a day and pharmacy:
 * nothing that grows with the requests.
 */
package de.siegel.fraudrules.country;
