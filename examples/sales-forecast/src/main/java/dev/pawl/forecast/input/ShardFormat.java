package dev.pawl.forecast.input;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a shard, big-endian:
 *
 * <pre>
 * magic    4 bytes  "SERS"
 * version  1 byte   1
 * series, any number of:
 *   mark     1 byte   1
 *   id       int length in bytes, then UTF-8
 *   unit     1 byte   0 step, 1 day, 2 week, 3 month
 *   first    long     ordinal of the first period
 *   values   int count, then doubles; NaN is a missing value
 *   actuals  int count, then doubles
 * end      1 byte 0, then int number of series
 * </pre>
 *
 * A reader refuses another magic, a version that it does not know, and a stream that ends early or
 * goes on after its end.
 */
final class ShardFormat {
  static final int MAGIC = 0x53455253;
  static final int VERSION = 1;
  static final int SERIES = 1;
  static final int END = 0;
  private static final int LONGEST_ID_BYTES = 4 * Series.LONGEST_ID;

  private ShardFormat() {}

  static void write(DataOutputStream out, Series series) throws IOException {
    out.writeByte(SERIES);
    byte[] id = series.id().getBytes(StandardCharsets.UTF_8);
    out.writeInt(id.length);
    out.write(id);
    out.writeByte(series.periods().unit().code());
    out.writeLong(series.periods().first());
    write(out, series.values());
    write(out, series.actuals());
  }

  static Series read(DataInputStream in) throws IOException {
    String id = new String(in.readNBytes(length(in, LONGEST_ID_BYTES)), StandardCharsets.UTF_8);
    Periods periods = new Periods(unit(in.readUnsignedByte()), in.readLong());
    return new Series(id, periods, values(in), values(in));
  }

  private static void write(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] values(DataInputStream in) throws IOException {
    double[] values = new double[length(in, Series.LONGEST)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          "a length of 0 to " + most + " was expected, found " + length);
    }
    return length;
  }

  private static Periods.Unit unit(int code) {
    for (Periods.Unit unit : Periods.Unit.values()) {
      if (unit.code() == code) {
        return unit;
      }
    }
    throw new IllegalArgumentException("a unit of 0 to 3 was expected, found " + code);
  }
}
