/** What authorities are made from: they sign control records and publish them in their order. */
package de.siegel.servicekit.authority;
