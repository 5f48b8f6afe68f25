/** Which certificates an incident touched, and lists that revoke just these. */
package de.siegel.revocation;
