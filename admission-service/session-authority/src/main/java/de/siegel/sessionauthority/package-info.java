/** The session authority: opens sessions for pharmacies' cards, checks them again, ends them. */
package de.siegel.sessionauthority;
