package dev.pawl.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.IntLists;
import dev.pawl.run.Payloads;
import dev.pawl.wire.proto.PawlProto;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Index sets and columns of values as protobuf messages. Hot path. Malformed ones are {@link
 * IllegalArgumentException}.
 */
final class Columns {
  private Columns() {}

  static PawlProto.Indexes indexes(IndexSet set) {
    PawlProto.Indexes.Builder builder = PawlProto.Indexes.newBuilder();
    int end = 0;
    for (int run = 0; run < set.runs(); run++) {
      builder.addGapsAndLengths(set.runStart(run) - end);
      builder.addGapsAndLengths(set.runEnd(run) - set.runStart(run));
      end = set.runEnd(run);
    }
    return builder.build();
  }

  static IndexSet indexes(PawlProto.Indexes message) {
    int[] bounds = new int[message.getGapsAndLengthsCount()];
    int end = 0;
    for (int i = 0; i + 1 < bounds.length; i += 2) {
      bounds[i] = Math.addExact(end, message.getGapsAndLengths(i));
      end = Math.addExact(bounds[i], message.getGapsAndLengths(i + 1));
      bounds[i + 1] = end;
    }
    return IndexSet.ofBounds(bounds);
  }

  static PawlProto.Column column(Payloads values) {
    PawlProto.Column.Builder builder =
        PawlProto.Column.newBuilder().setValues(UnsafeByteOperations.unsafeWrap(values.bytes()));
    int count = values.size();
    int first = count == 0 ? 0 : values.end(0);
    boolean equal = true;
    for (int i = 1; i < count && equal; i++) {
      equal = values.end(i) - values.start(i) == first;
    }
    if (count == 0) {
      return builder.build();
    }
    if (equal && first > 0) {
      return builder.setCount(count).setLength(first).build();
    }
    for (int i = 0; i < count; i++) {
      builder.addLengths(values.end(i) - values.start(i));
    }
    return builder.build();
  }

  static Payloads column(PawlProto.Column column) {
    boolean equal = column.getLengthsCount() == 0;
    int count = equal ? column.getCount() : column.getLengthsCount();
    int length = column.getLength();
    int size = column.getValues().size();
    // Checked before anything is allocated: no count is larger than the bytes that came with it.
    if (equal
        && (count < 0
            || length < 0
            || (length == 0 && count > 0)
            || (long) count * length != size)) {
      throw new IllegalArgumentException(
          "a column of "
              + count
              + " values of "
              + length
              + " bytes each should not have "
              + size
              + " bytes");
    }
    int[] ends = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end = Math.addExact(end, equal ? length : natural(column.getLengths(i), "length"));
      ends[i] = end;
    }
    return new Payloads(column.getValues().toByteArray(), ends);
  }

  /** Lists of numbers, from the length of each and all numbers in turn. */
  static IntLists lists(List<Integer> lengths, List<Integer> numbers) {
    int[] ends = new int[lengths.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, natural(lengths.get(i), "length"));
      ends[i] = end;
    }
    return new IntLists(numbers.stream().mapToInt(Integer::intValue).toArray(), ends);
  }

  static ByteString bytes(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Text that UTF-8 can carry: halves of surrogate pairs, as a cut message may end with, become
   * question marks.
   */
  static String text(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * A number that must not be negative; in {@code uint32} it is one above the largest {@code int}.
   */
  static int natural(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name
              + " should be at most "
              + Integer.MAX_VALUE
              + ", found "
              + Integer.toUnsignedString(value));
    }
    return value;
  }

  /** The attempts, as many as indexes; an empty list says that all are 1. */
  static List<Integer> attempts(List<Integer> attempts, IndexSet indexes) {
    if (!attempts.isEmpty() && attempts.size() != indexes.size()) {
      throw new IllegalArgumentException(
          "attempts should be one for each of "
              + indexes.size()
              + " tasks, found "
              + attempts.size());
    }
    return attempts;
  }

  /** The values, as many as indexes. */
  static Payloads oneEach(Payloads values, IndexSet indexes) {
    if (values.size() != indexes.size()) {
      throw new IllegalArgumentException(
          "values should be one for each of " + indexes.size() + " tasks, found " + values.size());
    }
    return values;
  }

  static PawlProto.FailureKind kind(FailureKind kind) {
    return switch (kind) {
      case ERROR -> PawlProto.FailureKind.ERROR;
      case TIMEOUT -> PawlProto.FailureKind.TIMEOUT;
      case LOST -> PawlProto.FailureKind.LOST;
      case PERMANENT -> PawlProto.FailureKind.PERMANENT;
    };
  }

  static FailureKind kind(PawlProto.FailureKind kind) {
    return switch (kind) {
      case ERROR -> FailureKind.ERROR;
      case TIMEOUT -> FailureKind.TIMEOUT;
      case LOST -> FailureKind.LOST;
      case PERMANENT -> FailureKind.PERMANENT;
      case FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a known kind of failure is needed, found " + kind);
    };
  }
}
