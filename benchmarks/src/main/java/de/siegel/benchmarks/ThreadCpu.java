package de.siegel.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * CPU time of this process, told apart by what its threads are for.
 *
 * @param process nanoseconds of all threads, those of the virtual machine too
 * @param byThread nanoseconds by thread id
 */
record ThreadCpu(long process, Map<Long, Long> byThread) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** What has been used so far. */
  static ThreadCpu now() {
    Map<Long, Long> byThread = new HashMap<>();
    for (long id : THREADS.getAllThreadIds()) {
      long nanos = THREADS.getThreadCpuTime(id);
      if (nanos >= 0) {
        byThread.put(id, nanos);
      }
    }
    return new ThreadCpu(PROCESS.getProcessCpuTime(), byThread);
  }

  /** Nanoseconds since an earlier reading, by part, the virtual machine's own at the end. */
  Map<Part, Long> since(ThreadCpu before) {
    Map<Part, Long> parts = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      parts.put(part, 0L);
    }
    long named = 0;
    for (Map.Entry<Long, Long> entry : byThread.entrySet()) {
      ThreadInfo thread = THREADS.getThreadInfo(entry.getKey());
      long nanos = entry.getValue() - before.byThread.getOrDefault(entry.getKey(), 0L);
      if (thread != null) {
        parts.merge(Part.of(thread.getThreadName()), nanos, Long::sum);
        named += nanos;
      }
    }
    parts.put(Part.VIRTUAL_MACHINE, Math.max(0, process - before.process - named));
    return parts;
  }

  /** What a thread works for. */
  enum Part {
    VALIDATION("validation"),
    FRAUD_CHECK("fraud-check"),
    SIGNER("signer"),
    SEQUENCER("sequencer"),
    BROKER("broker"),
    OTHER("authority, registry, other"),
    VIRTUAL_MACHINE("virtual machine (GC, JIT)"),
    GENERATOR("load generator (apart)");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Part of(String thread) {
      if (thread.startsWith("load-")
          || thread.equals("siegel-outcomes")
          || thread.equals("kafka-producer-network-thread | producer-1")) {
        return GENERATOR;
      }
      for (Part stage : new Part[] {VALIDATION, FRAUD_CHECK, SIGNER, SEQUENCER}) {
        if (thread.contains(stage.label)) {
          return stage;
        }
      }
      return thread.startsWith("data-plane")
              || thread.contains("-kafka-")
              || thread.startsWith("kafka-")
              || thread.contains("raft")
              || thread.contains("quorum")
              || thread.contains("Expiration")
              || thread.contains("group-coordinator")
              || thread.contains("transaction")
          ? BROKER
          : OTHER;
    }
  }
}
