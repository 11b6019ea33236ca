package dev.pawl.processing;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.TaskBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Results of one batch that wait to be reported, in the order of their indexes. Hot path: plain
 * arrays that grow.
 */
final class ResultColumns {
  private byte[] bytes = new byte[1024];
  private int length;
  private int[] ends = new int[64];
  private int[] indexes = new int[64];
  private int[] attempts = new int[64];
  private int count;
  private boolean retried;
  private long nanos;
  private long slowestNanos;

  void add(int index, int attempt, byte[] result, long tookNanos) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      indexes = Arrays.copyOf(indexes, 2 * count);
      attempts = Arrays.copyOf(attempts, 2 * count);
    }
    if (length + result.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + result.length, 2 * bytes.length));
    }
    System.arraycopy(result, 0, bytes, length, result.length);
    length += result.length;
    indexes[count] = index;
    attempts[count] = attempt;
    ends[count++] = length;
    retried |= attempt != 1;
    nanos += tookNanos;
    slowestNanos = Math.max(slowestNanos, tookNanos);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** About how many bytes a report of these results takes. */
  int length() {
    return length + 4 * count;
  }

  Entry.Completed toEntry(TaskBatch batch, long nonce) {
    List<Integer> column = new ArrayList<>();
    for (int i = 0; retried && i < count; i++) {
      column.add(attempts[i]);
    }
    Payloads results = new Payloads(Arrays.copyOf(bytes, length), Arrays.copyOf(ends, count));
    IndexSet set = IndexSet.ofSorted(indexes, count);
    return new Entry.Completed(
        batch.run(),
        batch.step(),
        batch.round(),
        set,
        column,
        nonce,
        results,
        nanos / 1_000,
        slowestNanos / 1_000);
  }

  void clear() {
    length = 0;
    count = 0;
    retried = false;
    nanos = 0;
    slowestNanos = 0;
  }
}
