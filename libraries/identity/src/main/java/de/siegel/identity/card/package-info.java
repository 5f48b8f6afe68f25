/**
 * Who a card says that its pharmacy is: the checks V1 to V10 of an SMC-B certificate, each a pure
 * function of what was presented, what the trust list says, and the time.
 */
package de.siegel.identity.card;
