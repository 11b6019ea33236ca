package dev.pawl.forecast;

import dev.pawl.graph.InputFile;
import java.util.Optional;

/**
 * What to forecast: files of the M4 competition, a file of one's own, or, with neither, generated
 * data.
 *
 * @param train series in M4's form, one a row; plain or gzipped
 * @param test what followed each of them, in the same form; without it the backtest gives the
 *     scores
 * @param series rows of series, period and value; plain or gzipped
 * @param seasonality periods in a season; 12 for generated data, else 1 where it is not given
 * @param horizon periods to forecast; 12 for generated data, else to be given
 * @param origins of the backtest; 3 where it is not given
 * @param scale of the generated data, see {@link dev.pawl.forecast.generate.RetailSales}; 0.2 where
 *     it is not given
 * @param items of the generated data; all where it is not given
 * @param shardSeries series that one task forecasts; 50 where it is not given
 */
public record Request(
    Optional<InputFile> train,
    Optional<InputFile> test,
    Optional<InputFile> series,
    Optional<Integer> seasonality,
    Optional<Integer> horizon,
    Optional<Integer> origins,
    Optional<Double> scale,
    Optional<Integer> items,
    Optional<Integer> shardSeries) {
  public Request {
    require(train.isEmpty() || series.isEmpty(), "'train' or 'series'", "both");
    require(test.isEmpty() || train.isPresent(), "'train' where there is 'test'", "'test' alone");
    boolean files = train.isPresent() || series.isPresent();
    require(!files || horizon.isPresent(), "'horizon' where there is a file", "none");
    require(
        !files || (scale.isEmpty() && items.isEmpty()),
        "'scale' and 'items' for generated data only",
        "them with a file");
    requireWithin("seasonality", seasonality, 1, 10_000);
    requireWithin("horizon", horizon, 1, 10_000);
    requireWithin("origins", origins, 0, 100);
    requireWithin("items", items, 1, Integer.MAX_VALUE);
    requireWithin("shardSeries", shardSeries, 1, 100_000);
    require(
        scale.isEmpty() || (scale.get() > 0 && scale.get() <= 1_000),
        "a scale above 0 and at most 1000",
        scale + "");
  }

  /** Generated data of the usual size. */
  static final Request DEFAULT =
      new Request(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  boolean generated() {
    return train.isEmpty() && series.isEmpty();
  }

  /** How series are to be forecast. */
  Settings settings() {
    int usual = generated() ? 12 : 1;
    return new Settings(
        seasonality.orElse(usual), horizon.orElse(12), origins.orElse(3), test.isPresent());
  }

  /** For people: where the series come from. */
  String source() {
    if (generated()) {
      return "generated data";
    }
    String file = name(train.or(() -> series).orElseThrow());
    return test.map(other -> file + " and " + name(other)).orElse(file);
  }

  private static String name(InputFile file) {
    return String.valueOf(java.nio.file.Path.of(file.path()).getFileName());
  }

  private static void require(boolean holds, String expected, String found) {
    if (!holds) {
      throw new IllegalArgumentException("the input should have " + expected + ", found " + found);
    }
  }

  private static void requireWithin(String name, Optional<Integer> value, int least, int most) {
    require(
        value.isEmpty() || (value.get() >= least && value.get() <= most),
        "a " + name + " of " + least + " to " + most,
        value.map(String::valueOf).orElse("none"));
  }
}
