package de.siegel.certificate;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The buffers that contents and certificates are read and written through. They are used again and
 * again, so names stay in them until somebody else's stand there. One lies ready for each thread: a
 * pool that all share hands them from core to core.
 */
public final class WorkingBuffers {
  private static final Pool POOL = new Pool();

  private WorkingBuffers() {}

  static RecyclerPool<BufferRecycler> pool() {
    return POOL;
  }

  /** Lets go of the buffers that nobody uses at the moment, those of other threads too. */
  public static void forget() {
    POOL.clear();
  }

  /** Jackson's own pool of this kind keeps its buffers out of reach of other threads. */
  private static final class Pool implements RecyclerPool<BufferRecycler> {
    private static final long serialVersionUID = 1L;

    private final transient Set<AtomicReference<BufferRecycler>> all =
        Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final transient ThreadLocal<AtomicReference<BufferRecycler>> own =
        ThreadLocal.withInitial(
            () -> {
              AtomicReference<BufferRecycler> place = new AtomicReference<>();
              all.add(place);
              return place;
            });

    @Override
    public BufferRecycler acquirePooled() {
      BufferRecycler ready = own.get().getAndSet(null);
      return ready == null ? new BufferRecycler() : ready;
    }

    @Override
    public void releasePooled(BufferRecycler used) {
      own.get().set(used);
    }

    @Override
    public boolean clear() {
      synchronized (all) {
        all.forEach(place -> place.set(null));
      }
      return true;
    }
  }
}
