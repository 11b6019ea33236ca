package dev.pawl.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.wire.proto.PawlProto;
import java.util.List;

/** Index sets and columns of values as protobuf messages. Hot path. Malformed ones are {@link IllegalArgumentException}. */
final class Columns {
  private static final int MOST_VALUES = 50_000_000;

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
    PawlProto.Column.Builder builder = PawlProto.Column.newBuilder().setValues(UnsafeByteOperations.unsafeWrap(values.bytes()));
    int count = values.size();
    int first = count == 0 ? 0 : values.end(0);
    boolean equal = true;
    for (int i = 1; i < count && equal; i++) {
      equal = values.end(i) - values.start(i) == first;
    }
    if (equal) {
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
    if (count < 0 || count > MOST_VALUES) {
      throw new IllegalArgumentException("a column should have at most " + MOST_VALUES + " values, found " + count);
    }
    if (equal && (long) count * column.getLength() != column.getValues().size()) {
      throw new IllegalArgumentException(
          "a column of " + count + " values of " + column.getLength() + " bytes should not have " + column.getValues().size());
    }
    int[] ends = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end = Math.addExact(end, equal ? column.getLength() : column.getLengths(i));
      ends[i] = end;
    }
    return new Payloads(column.getValues().toByteArray(), ends);
  }

  static ByteString bytes(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Attempts go out as they are; an empty list says that all are 1. */
  static List<Integer> attempts(List<Integer> attempts, IndexSet indexes) {
    if (!attempts.isEmpty() && attempts.size() != indexes.size()) {
      throw new IllegalArgumentException("one attempt for each of " + indexes.size() + " tasks is needed, found " + attempts.size());
    }
    return attempts;
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
      case FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("a known kind of failure is needed, found " + kind);
    };
  }
}
