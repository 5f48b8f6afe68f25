/** Commands that revoke certificates, and lists of those that were. */
package de.siegel.cli.revocation;
