/** What held at a time, as far as control topics and trail still tell. */
package de.siegel.replay.asof;
