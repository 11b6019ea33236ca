package dev.pawl.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of encoded values, one after the other in one array. Immutable: nobody changes the
 * arrays.
 */
public final class Payloads {
  private static final Payloads EMPTY = new Payloads(new byte[0], new int[0]);

  private final byte[] bytes;
  private final int[] ends;

  /**
   * Takes ownership of both arrays.
   *
   * @param ends the end (exclusive) of each value in {@code bytes}, ascending; the last is the
   *     length of all
   */
  public Payloads(byte[] bytes, int[] ends) {
    int last = 0;
    for (int end : ends) {
      if (end < last) {
        throw new IllegalArgumentException("ends should ascend, found " + end + " after " + last);
      }
      last = end;
    }
    if (last != bytes.length) {
      throw new IllegalArgumentException(
          "the last end should be " + bytes.length + ", found " + last);
    }
    this.bytes = bytes;
    this.ends = ends;
  }

  public static Payloads empty() {
    return EMPTY;
  }

  public static Payloads of(List<byte[]> values) {
    int[] ends = new int[values.size()];
    int length = 0;
    for (int i = 0; i < ends.length; i++) {
      length = Math.addExact(length, values.get(i).length);
      ends[i] = length;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < ends.length; i++) {
      byte[] value = values.get(i);
      System.arraycopy(value, 0, bytes, ends[i] - value.length, value.length);
    }
    return new Payloads(bytes, ends);
  }

  /** Values given as text. */
  public static Payloads ofText(String... values) {
    return of(Arrays.stream(values).map(value -> value.getBytes(StandardCharsets.UTF_8)).toList());
  }

  public int size() {
    return ends.length;
  }

  /** Bytes of all values together. */
  public int length() {
    return bytes.length;
  }

  public int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  public int end(int i) {
    return ends[i];
  }

  /** A copy of one value. */
  public byte[] get(int i) {
    return Arrays.copyOfRange(bytes, start(i), ends[i]);
  }

  public String text(int i) {
    return new String(bytes, start(i), ends[i] - start(i), StandardCharsets.UTF_8);
  }

  /** The array behind all values, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The values at some places, in that order. */
  public Payloads select(int[] places, int count) {
    return of(IntStream.range(0, count).mapToObj(i -> get(places[i])).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payloads payloads
        && Arrays.equals(ends, payloads.ends)
        && Arrays.equals(bytes, payloads.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ends) + Arrays.hashCode(bytes);
  }

  /** The values as text, at most ten of them. */
  @Override
  public String toString() {
    String shown =
        IntStream.range(0, Math.min(size(), 10))
            .mapToObj(this::text)
            .collect(Collectors.joining(", "));
    return "[" + shown + (size() > 10 ? ", … " + (size() - 10) + " more]" : "]");
  }
}
