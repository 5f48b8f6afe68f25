package de.siegel.cli.trail;

import de.siegel.cli.trail.parquet.ReplayParquet;
import de.siegel.replay.view.LeafFormat;
import de.siegel.replay.view.ReplayCsv;
import de.siegel.replay.view.ReplayEcs;
import de.siegel.replay.view.ReplayJsonLines;
import de.siegel.replay.view.ReplaySvg;
import de.siegel.replay.view.ReplayTable;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** How {@code siegel audit replay} shows what it finds. */
enum ReplayFormat {
  /** Aligned, for people. */
  TABLE,
  /** JSON lines with our names. */
  JSONL,
  /** For spreadsheets. */
  CSV,
  /** JSON lines with the names of the Elastic Common Schema. */
  ECS,
  /** A file of columns, for analysis. */
  PARQUET,
  /** One request across all stages. */
  TIMELINE,
  /** One pharmacy's days and hours as a picture. */
  SVG;

  /** Whether it can only go to a file. */
  boolean needsFile() {
    return this == PARQUET;
  }

  /** Whether it is written leaf by leaf, so that somebody can follow it. */
  boolean canFollow() {
    return switch (this) {
      case TABLE, JSONL, CSV, ECS -> true;
      case PARQUET, TIMELINE, SVG -> false;
    };
  }

  /**
   * A writer of leaves.
   *
   * @param file what is written, if it is a file
   * @param pharmacy whose leaves are written, if only one pharmacy's are
   */
  LeafFormat leaves(Writer out, Optional<Path> file, Optional<String> pharmacy) {
    return switch (this) {
      case TABLE -> new ReplayTable(out);
      case JSONL -> new ReplayJsonLines(out);
      case CSV -> new ReplayCsv(out);
      case ECS -> new ReplayEcs(out);
      case PARQUET -> new ReplayParquet(file.orElseThrow());
      case SVG -> new ReplaySvg(out, pharmacy.orElseThrow());
      case TIMELINE -> throw new IllegalStateException("a timeline is no row of leaves");
    };
  }
}
