package dev.pawl.forecast.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that the page shows. Texts are plain and are escaped when they are written.
 *
 * @param title the page's heading
 * @param source where the series came from, such as "generated data" or the names of files
 * @param facts of the run, shown in their order
 * @param scores one for each method, shown in their order
 * @param errors how the errors of single series are distributed
 * @param samples series to draw, a dozen or so; all of them are held in memory
 */
public record Report(
    String title,
    String source,
    List<Fact> facts,
    List<Score> scores,
    ErrorDistribution errors,
    List<Sample> samples) {

  /** The method that the others are held against. */
  static final String BENCHMARK = "naive2";

  public Report {
    facts = List.copyOf(facts);
    scores = List.copyOf(scores);
    samples = List.copyOf(samples);
  }

  /** Something to know of the run, such as "Series" and "414". */
  public record Fact(String name, String value) {}

  /** The method with the least sMAPE, where there is one with a score. */
  Optional<Score> best() {
    return scores.stream()
        .filter(score -> Double.isFinite(score.smape()))
        .min(Comparator.comparingDouble(Score::smape));
  }

  /** The score of a method, where it is there. */
  Optional<Score> score(String method) {
    return scores.stream().filter(score -> score.method().equals(method)).findFirst();
  }
}
