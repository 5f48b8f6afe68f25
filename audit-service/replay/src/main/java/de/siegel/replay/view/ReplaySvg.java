package de.siegel.replay.view;

import de.siegel.replay.trail.Leaf;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Leaves as a picture of hours; it is written at the end. */
public final class ReplaySvg implements LeafFormat {
  private final Appendable out;
  private final String title;
  private final PharmacyHours hours = new PharmacyHours();

  /**
   * @param title stands above the picture
   */
  public ReplaySvg(Appendable out, String title) {
    this.out = out;
    this.title = title;
  }

  @Override
  public void write(Leaf leaf) {
    hours.count(leaf);
  }

  @Override
  public void flush() {
    // A picture is written when all is counted.
  }

  @Override
  public void end() {
    try {
      out.append(HoursPicture.svg(title, hours));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
