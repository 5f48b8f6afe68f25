package de.siegel.cli.trail.parquet;

import de.siegel.replay.trail.Leaf;
import de.siegel.replay.view.LeafFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Leaves as a Parquet file, a row for each, with the columns of {@link
 * de.siegel.replay.view.LeafColumn}: times as UTC timestamps in milliseconds, lists as lists;
 * compressed with GZIP. It can be read once {@link #end} has returned.
 */
public final class ReplayParquet implements LeafFormat {
  /** What is held in memory until it is written. */
  private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

  private final ParquetWriter<Leaf> writer;

  /**
   * Begins the file.
   *
   * @param file is overwritten
   * @throws UncheckedIOException if it cannot be written
   */
  public ReplayParquet(Path file) {
    try {
      writer =
          new Builder(new LocalOutputFile(file))
              // Without it the library would look for Hadoop's configuration files.
              .withConf(new PlainParquetConfiguration())
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .withCompressionCodec(CompressionCodecName.GZIP)
              .withCodecFactory(new JdkGzip())
              .withRowGroupSize(ROW_GROUP_BYTES)
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Leaf leaf) {
    try {
      writer.write(leaf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    // A file of this kind can be read when it is whole, not before.
  }

  @Override
  public void end() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Leaf, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Abstract in the library still, and deprecated: nobody calls it here. */
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<Leaf> getWriteSupport(org.apache.hadoop.conf.Configuration unused) {
      return new LeafWriteSupport();
    }

    @Override
    protected WriteSupport<Leaf> getWriteSupport(ParquetConfiguration unused) {
      return new LeafWriteSupport();
    }
  }
}
