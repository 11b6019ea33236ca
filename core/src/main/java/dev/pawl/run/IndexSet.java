package dev.pawl.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of task indexes, kept as runs of consecutive numbers: a million neighbours take
 * as much room as one.
 *
 * <p>Hot path: plain arrays; {@code bounds} holds start and end (exclusive) of each run, ascending,
 * with gaps between them.
 */
public final class IndexSet {
  private static final IndexSet EMPTY = new IndexSet(new int[0], 0);

  /** Sets of so few runs are searched from the start. */
  private static final int SHORT = 8;

  private final int[] bounds;
  private final int size;
  private int @Nullable [] ranks;

  private IndexSet(int[] bounds, int size) {
    this.bounds = bounds;
    this.size = size;
  }

  public static IndexSet empty() {
    return EMPTY;
  }

  public static IndexSet of(int index) {
    return range(index, index + 1);
  }

  /** All indexes from {@code start} to below {@code end}. */
  public static IndexSet range(int start, int end) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a range should be 0 <= start <= end, found " + start + " to " + end);
    }
    return start == end ? EMPTY : new IndexSet(new int[] {start, end}, end - start);
  }

  /** A set of ascending, distinct indexes. */
  public static IndexSet ofSorted(int[] indexes, int count) {
    if (count == 0) {
      return EMPTY;
    }
    if (indexes[0] < 0) {
      throw new IllegalArgumentException("indexes should be 0 or more, found " + indexes[0]);
    }
    int[] bounds = new int[Math.min(2 * count, 64)];
    int used = 0;
    int start = indexes[0];
    int end = start + 1;
    for (int i = 1; i <= count; i++) {
      if (i < count && indexes[i] == end) {
        end++;
        continue;
      }
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * used);
      }
      bounds[used++] = start;
      bounds[used++] = end;
      if (i < count) {
        if (indexes[i] < end) {
          throw new IllegalArgumentException(
              "indexes should ascend, found " + indexes[i] + " after " + (end - 1));
        }
        start = indexes[i];
        end = start + 1;
      }
    }
    return new IndexSet(used == bounds.length ? bounds : Arrays.copyOf(bounds, used), count);
  }

  /** A set of indexes in any order, repetitions allowed. */
  public static IndexSet of(int... indexes) {
    int[] sorted = IntStream.of(indexes).sorted().distinct().toArray();
    return ofSorted(sorted, sorted.length);
  }

  /** A set from starts and ends (exclusive) of its runs, as {@link #bounds()} gives them. */
  public static IndexSet ofBounds(int[] bounds) {
    int size = 0;
    int last = -1;
    if (bounds.length % 2 != 0) {
      throw new IllegalArgumentException("bounds should come in pairs, found " + bounds.length);
    }
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] <= last || bounds[i + 1] <= bounds[i]) {
        throw new IllegalArgumentException(
            "bounds should ascend, found " + Arrays.toString(bounds));
      }
      last = bounds[i + 1];
      size = Math.addExact(size, bounds[i + 1] - bounds[i]);
    }
    return size == 0 ? EMPTY : new IndexSet(bounds.clone(), size);
  }

  /** The set bits from {@code from} to below {@code to}. */
  public static IndexSet ofBits(BitSet bits, int from, int to) {
    int[] bounds = new int[8];
    int used = 0;
    int size = 0;
    for (int start = bits.nextSetBit(from); start >= 0 && start < to; ) {
      int end = Math.min(bits.nextClearBit(start), to);
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * used);
      }
      bounds[used++] = start;
      bounds[used++] = end;
      size += end - start;
      start = bits.nextSetBit(end);
    }
    return size == 0 ? EMPTY : new IndexSet(Arrays.copyOf(bounds, used), size);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many runs of consecutive indexes the set has. */
  public int runs() {
    return bounds.length / 2;
  }

  public int runStart(int run) {
    return bounds[2 * run];
  }

  /** The index after the last of a run. */
  public int runEnd(int run) {
    return bounds[2 * run + 1];
  }

  /** The lowest index; the set must not be empty. */
  public int first() {
    return bounds[0];
  }

  /** The highest index plus one, 0 for the empty set. */
  public int end() {
    return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
  }

  /** A copy of starts and ends (exclusive). */
  public int[] bounds() {
    return bounds.clone();
  }

  public boolean contains(int index) {
    return rank(index) >= 0;
  }

  /** Whether each index of another set is in this one. */
  public boolean containsAll(IndexSet other) {
    int i = 0;
    for (int j = 0; j < other.bounds.length; j += 2) {
      while (i < bounds.length && bounds[i + 1] < other.bounds[j + 1]) {
        i += 2;
      }
      if (i == bounds.length || bounds[i] > other.bounds[j]) {
        return false;
      }
    }
    return true;
  }

  /** The place of an index among the set's indexes, from 0; -1 where it is not in the set. */
  public int rank(int index) {
    if (bounds.length <= 2 * SHORT) {
      int before = 0;
      for (int i = 0; i < bounds.length && bounds[i] <= index; i += 2) {
        if (index < bounds[i + 1]) {
          return before + index - bounds[i];
        }
        before += bounds[i + 1] - bounds[i];
      }
      return -1;
    }
    int low = 0;
    int high = runs() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runStart(middle) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean inside = index >= runStart(low) && index < runEnd(low);
    return inside ? ranks()[low] + index - runStart(low) : -1;
  }

  /** The place of the first index of each run; several threads may compute it, to the same end. */
  private int[] ranks() {
    int[] known = ranks;
    if (known == null) {
      known = new int[runs()];
      for (int run = 1; run < known.length; run++) {
        known[run] = known[run - 1] + runEnd(run - 1) - runStart(run - 1);
      }
      ranks = known;
    }
    return known;
  }

  public void forEach(IntConsumer action) {
    for (int i = 0; i < bounds.length; i += 2) {
      for (int index = bounds[i]; index < bounds[i + 1]; index++) {
        action.accept(index);
      }
    }
  }

  /** The {@code count} lowest indexes. */
  public IndexSet head(int count) {
    if (count >= size) {
      return this;
    }
    BoundsCut cut = cut(count);
    return count == 0 ? EMPTY : new IndexSet(cut.head, count);
  }

  /** All but the {@code count} lowest indexes. */
  public IndexSet tail(int count) {
    if (count <= 0) {
      return this;
    }
    return count >= size ? EMPTY : new IndexSet(cut(count).tail, size - count);
  }

  /** Sets the bits of all indexes. */
  public void addTo(BitSet bits) {
    for (int i = 0; i < bounds.length; i += 2) {
      bits.set(bounds[i], bounds[i + 1]);
    }
  }

  /** Clears the bits of all indexes. */
  public void removeFrom(BitSet bits) {
    for (int i = 0; i < bounds.length; i += 2) {
      bits.clear(bounds[i], bounds[i + 1]);
    }
  }

  public PrimitiveIterator.OfInt iterator() {
    return toStream().iterator();
  }

  public int[] toArray() {
    int[] indexes = new int[size];
    int used = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      for (int index = bounds[i]; index < bounds[i + 1]; index++) {
        indexes[used++] = index;
      }
    }
    return indexes;
  }

  private IntStream toStream() {
    return IntStream.range(0, runs()).flatMap(run -> IntStream.range(runStart(run), runEnd(run)));
  }

  private record BoundsCut(int[] head, int[] tail) {}

  private BoundsCut cut(int count) {
    int run = 0;
    int left = count;
    while (left > runEnd(run) - runStart(run)) {
      left -= runEnd(run) - runStart(run);
      run++;
    }
    int middle = runStart(run) + left;
    int[] head = Arrays.copyOf(bounds, 2 * run + 2);
    head[2 * run + 1] = middle;
    boolean whole = middle == runEnd(run);
    int[] tail = Arrays.copyOfRange(bounds, whole ? 2 * run + 2 : 2 * run, bounds.length);
    if (!whole) {
      tail[0] = middle;
    }
    return new BoundsCut(head, tail);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IndexSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Such as {@code 0-4,7,9-10}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int run = 0; run < runs(); run++) {
      text.append(run == 0 ? "" : ",").append(runStart(run));
      if (runEnd(run) - runStart(run) > 1) {
        text.append('-').append(runEnd(run) - 1);
      }
    }
    return text.toString();
  }
}
