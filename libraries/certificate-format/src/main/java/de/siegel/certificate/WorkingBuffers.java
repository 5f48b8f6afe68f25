package de.siegel.certificate;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * The buffers that contents and certificates are read and written through. They are used again and
 * again, so names stay in them until somebody else's stand there.
 */
public final class WorkingBuffers {
  private static final RecyclerPool<BufferRecycler> POOL =
      JsonRecyclerPools.newConcurrentDequePool();

  private WorkingBuffers() {}

  static RecyclerPool<BufferRecycler> pool() {
    return POOL;
  }

  /** Lets go of the buffers that nobody uses at the moment. */
  public static void forget() {
    POOL.clear();
  }
}
