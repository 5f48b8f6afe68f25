package de.siegel.integrator;

import de.siegel.integrator.domain.LogFile;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log in memory. */
final class MemoryStore implements LogStore {
  final Map<String, LogFile> files = new TreeMap<>();

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path)).map(LogFile::content);
  }

  @Override
  public void write(LogFile file) {
    files.put(file.path(), file);
  }

  @Override
  public void removePartial(String folder) {
    files.keySet().removeIf(path -> path.startsWith(folder + "/"));
  }
}
