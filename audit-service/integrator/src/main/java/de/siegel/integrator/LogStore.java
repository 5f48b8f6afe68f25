package de.siegel.integrator;

import de.siegel.integrator.domain.LogFile;
import java.util.Optional;

/**
 * Where the files of a log are kept: a folder, or an object store behind the same four methods.
 * Whoever may write there can spoil the files, and everybody who checks them notices.
 */
public interface LogStore {
  /** A file's content; empty if there is none. */
  Optional<byte[]> read(String path);

  /** Returns when the file is there, whole and durable. */
  void write(LogFile file);

  /** Removes a folder of partial files, if it is there. */
  void removePartial(String folder);
}
