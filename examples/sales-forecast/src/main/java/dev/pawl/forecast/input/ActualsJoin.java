package dev.pawl.forecast.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the series of a training file what the test file says followed them, matched by id.
 *
 * <ul>
 *   <li>A series that the test file does not have keeps empty actuals: it is forecast, and takes no
 *       part in the scores.
 *   <li>A series that only the test file has is an error, as the files do not belong together.
 *   <li>A row of the test file with more values than the horizon is cut; one with fewer is an
 *       error.
 * </ul>
 *
 * <p>Both files are streamed. Where they have the same order, one series of each is held; otherwise
 * the rows of the test file that came too early, up to a number of values beyond which the order is
 * an error.
 */
public final class ActualsJoin implements SeriesReader {
  /** The number of values of the test file that may wait for their series: 64 MB. */
  public static final long MOST_WAITING = 8_000_000;

  private final SeriesReader train;
  private final SeriesReader test;
  private final InputFormatException.Place testFile;
  private final int horizon;
  private final Map<String, double[]> waiting = new HashMap<>();
  private boolean testEnded;

  /**
   * Joins two readers, and closes both in the end.
   *
   * @param testName what to call the test file in messages
   * @param horizon the number of values that follow a series, at least 1
   */
  public ActualsJoin(SeriesReader train, SeriesReader test, String testName, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("a horizon should be at least 1, found " + horizon);
    }
    this.train = train;
    this.test = test;
    this.testFile = new InputFormatException.Place(testName, 0, 0);
    this.horizon = horizon;
  }

  @Override
  public @Nullable Series next() throws IOException {
    Series series = train.next();
    if (series == null) {
      requireNothingLeft();
      return null;
    }
    double[] actuals = actualsOf(series.id());
    return actuals == null ? series : series.withActuals(actuals);
  }

  private double @Nullable [] actualsOf(String id) throws IOException {
    double[] early = waiting.remove(id);
    if (early != null) {
      return early;
    }
    for (Series row = nextOfTest(); row != null; row = nextOfTest()) {
      double[] actuals = cut(row);
      if (row.id().equals(id)) {
        return actuals;
      }
      waiting.put(row.id(), actuals);
      if ((long) waiting.size() * horizon > MOST_WAITING) {
        throw new InputFormatException(
            testFile,
            "the series in about the order of the training file",
            waiting.size() + " rows before that of " + shown(id));
      }
    }
    return null;
  }

  private @Nullable Series nextOfTest() throws IOException {
    Series row = testEnded ? null : test.next();
    testEnded = row == null;
    return row;
  }

  private double[] cut(Series row) throws InputFormatException {
    if (row.values().length < horizon) {
      throw new InputFormatException(
          testFile,
          "at least " + horizon + " values (the horizon) for each series",
          row.values().length + " for " + shown(row.id()));
    }
    return Arrays.copyOf(row.values(), horizon);
  }

  private void requireNothingLeft() throws IOException {
    Series beyond = nextOfTest();
    if (beyond != null || !waiting.isEmpty()) {
      String id =
          beyond != null
              ? beyond.id()
              : waiting.keySet().stream().min(String::compareTo).orElseThrow();
      throw new InputFormatException(
          testFile, "only series of the training file", shown(id) + ", which it does not have");
    }
  }

  private static String shown(String id) {
    return "series " + InputFormatException.quoted(id);
  }

  @Override
  public void close() throws IOException {
    try (train) {
      test.close();
    }
  }
}
