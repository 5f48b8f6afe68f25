/** Leaves of the trail as Parquet files. The only place that knows the library. */
package de.siegel.cli.trail.parquet;
