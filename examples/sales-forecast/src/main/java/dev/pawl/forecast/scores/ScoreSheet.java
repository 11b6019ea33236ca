package dev.pawl.forecast.scores;

import dev.pawl.forecast.report.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a group of series by method id, and what they add up to. Immutable.
 *
 * @param sums by method id, in the order in which the methods are listed
 */
public record ScoreSheet(Map<String, AccuracySum> sums) {
  /** A group without series. */
  public static final ScoreSheet EMPTY = new ScoreSheet(Map.of());

  /** The id of the method that others are compared with. */
  public static final String BENCHMARK = "naive2";

  public ScoreSheet {
    sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
  }

  /** The sheet with one series more. */
  public ScoreSheet plus(Map<String, Accuracy> series) {
    Map<String, AccuracySum> all = new LinkedHashMap<>(sums);
    series.forEach(
        (method, one) -> all.put(method, all.getOrDefault(method, AccuracySum.ZERO).plus(one)));
    return new ScoreSheet(all);
  }

  /** The sheet of both groups; for the order see {@link AccuracySum#plus(AccuracySum)}. */
  public ScoreSheet plus(ScoreSheet other) {
    Map<String, AccuracySum> all = new LinkedHashMap<>(sums);
    other.sums.forEach((method, sum) -> all.merge(method, sum, AccuracySum::plus));
    return new ScoreSheet(all);
  }

  /** The group's scores, one for each method: plain means over series, and OWA of these means. */
  public List<Score> scores() {
    Accuracy benchmark = sums.getOrDefault(BENCHMARK, AccuracySum.ZERO).mean();
    List<Score> scores = new ArrayList<>();
    sums.forEach((method, sum) -> {
      Accuracy mean = sum.mean();
      scores.add(new Score(method, mean.smape(), mean.mase(), owa(mean, benchmark)));
    });
    return List.copyOf(scores);
  }

  /**
   * Overall weighted average: the mean of sMAPE and MASE relative to those of Naive2, so that 1 is
   * as good as Naive2 and less is better. Null where Naive2 scores 0 in either, or a score does not
   * exist.
   */
  public static @Nullable Double owa(Accuracy mean, Accuracy benchmark) {
    double owa = (mean.smape() / benchmark.smape() + mean.mase() / benchmark.mase()) / 2;
    return benchmark.smape() > 0 && benchmark.mase() > 0 && Double.isFinite(owa) ? owa : null;
  }
}
