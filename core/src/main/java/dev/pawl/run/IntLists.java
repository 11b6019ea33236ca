package dev.pawl.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of lists of numbers, one after the other in one array. Immutable: nobody changes the
 * arrays.
 */
public final class IntLists {
  private final int[] numbers;
  private final int[] ends;

  /**
   * Takes ownership of both arrays.
   *
   * @param ends the end (exclusive) of each list in {@code numbers}, ascending; the last is the
   *     length of all
   */
  public IntLists(int[] numbers, int[] ends) {
    int last = 0;
    for (int end : ends) {
      if (end < last) {
        throw new IllegalArgumentException("ends should ascend, found " + end + " after " + last);
      }
      last = end;
    }
    if (last != numbers.length) {
      throw new IllegalArgumentException(
          "the last end should be " + numbers.length + ", found " + last);
    }
    this.numbers = numbers;
    this.ends = ends;
  }

  public static IntLists of(List<int[]> lists) {
    int[] ends = new int[lists.size()];
    int length = 0;
    for (int i = 0; i < ends.length; i++) {
      length = Math.addExact(length, lists.get(i).length);
      ends[i] = length;
    }
    return new IntLists(lists.stream().flatMapToInt(Arrays::stream).toArray(), ends);
  }

  /** How many lists there are. */
  public int size() {
    return ends.length;
  }

  /** How many numbers all lists have together. */
  public int length() {
    return numbers.length;
  }

  /** Where the numbers of a list begin, for {@link #number}. */
  public int start(int list) {
    return list == 0 ? 0 : ends[list - 1];
  }

  /** Where they end, exclusive. */
  public int end(int list) {
    return ends[list];
  }

  /** The number at a place among all. */
  public int number(int place) {
    return numbers[place];
  }

  /** A copy of one list. */
  public int[] get(int list) {
    return Arrays.copyOfRange(numbers, start(list), ends[list]);
  }

  /** The lists from one to below another. */
  public IntLists part(int from, int to) {
    int first = from == to ? 0 : start(from);
    int last = from == to ? 0 : ends[to - 1];
    int[] moved = IntStream.range(from, to).map(list -> ends[list] - first).toArray();
    return new IntLists(Arrays.copyOfRange(numbers, first, last), moved);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntLists lists
        && Arrays.equals(ends, lists.ends)
        && Arrays.equals(numbers, lists.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ends) + Arrays.hashCode(numbers);
  }

  /** At most ten of the lists. */
  @Override
  public String toString() {
    String shown =
        IntStream.range(0, Math.min(size(), 10))
            .mapToObj(list -> Arrays.toString(get(list)))
            .collect(Collectors.joining(", "));
    return "[" + shown + (size() > 10 ? ", … " + (size() - 10) + " more]" : "]");
  }
}
