/** What every HTTP server of ours has in common. */
package de.siegel.servicekit.http;
