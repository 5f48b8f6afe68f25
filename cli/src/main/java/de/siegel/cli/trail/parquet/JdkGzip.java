package de.siegel.cli.trail.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * GZIP by the JDK. The library's own codecs would need Hadoop's run-time classes and native
 * libraries, for nothing: every reader of Parquet knows GZIP.
 */
public final class JdkGzip implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    check(codec);
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    check(codec);
    return new Decompressor();
  }

  private static void check(CompressionCodecName codec) {
    if (codec != CompressionCodecName.GZIP) {
      throw new IllegalArgumentException("only GZIP is known here, not " + codec);
    }
  }

  @Override
  public void release() {
    // Nothing is held.
  }

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        bytes.writeAllTo(gzip);
      }
      return BytesInput.from(compressed.toByteArray());
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.GZIP;
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }

  private static final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int uncompressedSize) throws IOException {
      return BytesInput.from(unpacked(bytes, uncompressedSize));
    }

    private static byte[] unpacked(BytesInput bytes, int uncompressedSize) throws IOException {
      try (GZIPInputStream gzip = new GZIPInputStream(bytes.toInputStream())) {
        return gzip.readNBytes(uncompressedSize);
      }
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize)
        throws IOException {
      output.put(unpacked(BytesInput.from(input), uncompressedSize));
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
