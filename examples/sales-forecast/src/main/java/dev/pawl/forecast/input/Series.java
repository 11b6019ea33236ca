package dev.pawl.forecast.input;

import java.util.Arrays;

/**
 * One series of observations at equal distances of time. Immutable by convention: the arrays are
 * copied when a series is made, and nobody writes to what {@link #values} and {@link #actuals}
 * give.
 *
 * @param id unique in its data set; 1 to 1,000 characters
 * @param periods what the first value's period is, and what follows it
 * @param values oldest first, in the unit of the input; NaN where an observation is missing; at
 *     most {@value #LONGEST}
 * @param actuals what really followed {@code values}, in order; empty where that is not known, NaN
 *     where a single one is not
 */
@SuppressWarnings(
    "ArrayRecordComponent") // millions of values: neither boxed nor copied at each reading
public record Series(String id, Periods periods, double[] values, double[] actuals) {
  /** The largest number of values that a series may have. */
  public static final int LONGEST = 1_000_000;

  /** The largest number of characters that an id may have. */
  public static final int LONGEST_ID = 1_000;

  public Series {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "an id should have 1 to " + LONGEST_ID + " characters, found " + id.length());
    }
    if (values.length > LONGEST || actuals.length > LONGEST) {
      throw new IllegalArgumentException(
          "series '"
              + id
              + "' should have at most "
              + LONGEST
              + " values, found "
              + Math.max(values.length, actuals.length));
    }
    values = values.clone();
    actuals = actuals.clone();
  }

  /** A series of which nothing is known beyond its values. */
  public Series(String id, Periods periods, double[] values) {
    this(id, periods, values, new double[0]);
  }

  /** The same series with what followed it. */
  public Series withActuals(double[] followed) {
    return new Series(id, periods, values, followed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && id.equals(that.id)
        && periods.equals(that.periods)
        && Arrays.equals(values, that.values)
        && Arrays.equals(actuals, that.actuals);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Series["
        + id
        + " from "
        + periods.label(0)
        + ", "
        + values.length
        + " values, "
        + actuals.length
        + " actuals]";
  }
}
