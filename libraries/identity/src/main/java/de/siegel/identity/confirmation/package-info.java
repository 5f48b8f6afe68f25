/**
 * A person confirms one request (step-up): what is sent for it, and whether it counts. Pure: time,
 * trust list and who may confirm are handed in. The form is in docs/EVENTS.md, the reasons in
 * docs/adr/0027.
 */
package de.siegel.identity.confirmation;
