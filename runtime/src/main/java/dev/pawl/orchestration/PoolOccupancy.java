package dev.pawl.orchestration;

import java.util.HashMap;
import java.util.Map;

/**
 * How many tasks of each pool are dispatched and not settled, over all runs. One thread at a time.
 */
final class PoolOccupancy {
  private final Map<String, int[]> out = new HashMap<>();

  void add(String pool, int tasks) {
    out.computeIfAbsent(pool, _ -> new int[1])[0] += tasks;
  }

  int out(String pool) {
    int[] known = out.get(pool);
    return known == null ? 0 : known[0];
  }
}
