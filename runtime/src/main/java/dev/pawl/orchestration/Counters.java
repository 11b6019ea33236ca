package dev.pawl.orchestration;

import dev.pawl.run.Rejection;
import dev.pawl.run.RunId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Refusals and failures, counted so that they can be seen. Safe for many threads. */
public final class Counters {
  private final EnumMap<Rejection.Reason, Long> refused = new EnumMap<>(Rejection.Reason.class);
  private final TreeMap<String, String> failures = new TreeMap<>();

  synchronized void refused(RunId run, List<Rejection> rejections) {
    for (Rejection rejection : rejections) {
      refused.merge(rejection.reason(), (long) rejection.count(), Long::sum);
    }
  }

  /** A report for a run that does not exist here, or is over. */
  synchronized void strays(boolean over) {
    refused.merge(over ? Rejection.Reason.RUN_OVER : Rejection.Reason.UNKNOWN_RUN, 1L, Long::sum);
  }

  synchronized void unavailable(String where, RuntimeException failure) {
    failures.put(where, String.valueOf(failure.getMessage()));
  }

  synchronized void damaged(RunId run, RuntimeException failure) {
    failures.put("run " + run, String.valueOf(failure.getMessage()));
  }

  /** How many were refused, by reason. */
  public synchronized Map<Rejection.Reason, Long> refused() {
    return Map.copyOf(refused);
  }

  /** The last failure of each part that had one. */
  public synchronized Map<String, String> failures() {
    return Map.copyOf(failures);
  }
}
