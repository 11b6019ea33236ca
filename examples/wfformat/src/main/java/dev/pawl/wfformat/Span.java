package dev.pawl.wfformat;

import dev.pawl.wfformat.Wfformat.Executed;
import java.util.HashMap;
import java.util.Map;

/**
 * When tasks ran, and where.
 *
 * @param startMicros of the first, in microseconds since 1970
 * @param endMicros of the last
 * @param slots of each worker that ran one, by its id
 */
public record Span(int tasks, long startMicros, long endMicros, Map<String, Integer> slots) {
  static final Span NONE = new Span(0, Long.MAX_VALUE, Long.MIN_VALUE, Map.of());

  public Span {
    slots = Map.copyOf(slots);
  }

  Span with(Executed one) {
    Map<String, Integer> workers = slots;
    if (!slots.containsKey(one.worker())) {
      workers = new HashMap<>(slots);
      workers.put(one.worker(), one.slots());
    }
    return new Span(
        tasks + 1,
        Math.min(startMicros, one.startMicros()),
        Math.max(endMicros, one.endMicros()),
        workers);
  }

  /** Seconds from the first start to the last end; 0 where nothing ran. */
  double seconds() {
    return tasks == 0 ? 0 : (endMicros - startMicros) / 1e6;
  }

  int allSlots() {
    return slots.values().stream().mapToInt(Integer::intValue).sum();
  }
}
