/** A log as static files (C2SP tlog-tiles). */
package de.siegel.tamperlog.tile;
