package de.siegel.servicekit.decided;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Pages that live as long as the process. */
public final class MemoryPages implements Pages {
  private final Map<Long, byte[]> pages = new HashMap<>();

  @Override
  public byte[] get(long number) {
    return pages.get(number);
  }

  @Override
  public void put(long number, byte[] page) {
    pages.put(number, page);
  }

  @Override
  public void removeIf(Predicate<byte[]> condition) {
    pages.values().removeIf(condition);
  }
}
