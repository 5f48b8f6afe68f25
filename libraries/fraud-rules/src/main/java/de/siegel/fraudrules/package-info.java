/**
 * Decides whether a request passes fraud-check: pure functions over what a pharmacy did before, the
 * request and its event time. Shared by the stage and by {@code siegel fraud replay}, so that both
 * decide alike.
 *
 * <p>Nothing here knows a holder: terminals, operators, sessions and batches are tokens of 64 bits
 * that the caller makes.
 */
package de.siegel.fraudrules;
