package dev.pawl.forecast.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.forecast.report.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final double MISSING = Double.NaN;

  private static double[] of(double... values) {
    return values;
  }

  @Test
  void scoresAsTheCompetitionDoes() {
    double scale = Accuracy.scale(of(1, 5, 3, 9), 2);
    assertThat(scale).isEqualTo(3);
    Accuracy accuracy = Accuracy.of(of(10, 20), of(30, 20), scale);
    assertThat(accuracy.smape()).isEqualTo(50);
    assertThat(accuracy.mase()).isCloseTo(10.0 / 3, within(1e-12));
  }

  @Test
  void countsZeroForZeroAsRightAndZeroForAnythingElseAsWrong() {
    assertThat(Accuracy.of(of(0, 0), of(0, 0), 1)).isEqualTo(new Accuracy(0, 0));
    assertThat(Accuracy.of(of(0, 0), of(0, 2), 1)).isEqualTo(new Accuracy(100, 1));
  }

  @Test
  void leavesOutWhatIsMissing() {
    assertThat(Accuracy.of(of(MISSING, 20), of(5, 20), 1)).isEqualTo(new Accuracy(0, 0));
    assertThat(Accuracy.of(of(MISSING), of(5), 1)).isEqualTo(Accuracy.NONE);
    assertThat(Accuracy.of(of(), of(5), 1)).isEqualTo(Accuracy.NONE);
    assertThat(Accuracy.of(of(5), of(MISSING), 1)).isEqualTo(Accuracy.NONE);
    assertThat(Accuracy.scale(of(1, MISSING, 4, 6), 1)).isEqualTo(2);
  }

  @Test
  void hasNoScaleWhereAHistoryIsShortOrEqualsItself() {
    assertThat(Accuracy.scale(of(), 1)).isNaN();
    assertThat(Accuracy.scale(of(1, 2), 2)).isNaN();
    assertThat(Accuracy.scale(of(1, 2, 1, 2), 2)).isNaN();
    assertThat(Accuracy.of(of(1), of(2), MISSING).mase()).isNaN();
  }

  @Test
  void staysFiniteWithTheLargestNumbers() {
    Accuracy accuracy = Accuracy.of(of(1e308), of(-1.7e308), 1);
    assertThat(accuracy.smape()).isEqualTo(200);
    assertThat(accuracy.mase()).isNaN();
  }

  @Test
  void takesPlainMeansOverTheSeriesThatHaveAScore() {
    AccuracySum sum =
        AccuracySum.ZERO
            .plus(new Accuracy(10, 1))
            .plus(new Accuracy(20, MISSING))
            .plus(AccuracySum.ZERO.plus(new Accuracy(30, 2)).plus(Accuracy.NONE));
    assertThat(sum.mean()).isEqualTo(new Accuracy(20, 1.5));
    assertThat(AccuracySum.ZERO.mean()).isEqualTo(Accuracy.NONE);
  }

  @Test
  void comparesGroupMeansWithThoseOfNaive2() {
    ScoreSheet first =
        ScoreSheet.EMPTY.plus(Map.of("naive2", new Accuracy(10, 2), "ses", new Accuracy(6, 2)));
    ScoreSheet both =
        first.plus(
            ScoreSheet.EMPTY.plus(
                Map.of("naive2", new Accuracy(30, 2), "ses", new Accuracy(4, 1))));
    assertThat(both.scores())
        .containsExactlyInAnyOrder(
            new Score("naive2", 20, 2, 1.0), new Score("ses", 5, 1.5, (0.25 + 0.75) / 2));
  }

  @Test
  void hasNoOverallAverageWhereNaive2Scores0() {
    List<Score> scores =
        ScoreSheet.EMPTY
            .plus(Map.of("naive2", new Accuracy(0, 0)))
            .plus(Map.of("ses", new Accuracy(1, 1)))
            .scores();
    assertThat(scores).extracting(Score::owa).containsExactly(null, null);
    assertThat(ScoreSheet.EMPTY.plus(Map.of("ses", new Accuracy(1, 1))).scores())
        .containsExactly(new Score("ses", 1, 1, null));
  }
}
