package de.siegel.replay.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import de.siegel.replay.trail.Leaf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A JSON object a line. */
abstract class JsonLineFormat implements LeafFormat {
  // One generator for all lines: it has buffers that need not be made anew for each.
  final JsonGenerator json;

  /**
   * @param out gets UTF-16; nothing of it is closed here
   */
  JsonLineFormat(Writer out) {
    try {
      json = new JsonFactory().createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setRootValueSeparator(new SerializedString(""));
  }

  /** Writes the object of a leaf. */
  abstract void line(Leaf leaf) throws IOException;

  @Override
  public final void write(Leaf leaf) {
    try {
      line(leaf);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final void flush() {
    try {
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
