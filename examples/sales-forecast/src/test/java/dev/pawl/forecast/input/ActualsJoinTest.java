package dev.pawl.forecast.input;

import static dev.pawl.forecast.input.Inputs.all;
import static dev.pawl.forecast.input.Inputs.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActualsJoinTest {
  private static List<Series> join(SeriesReader train, SeriesReader test) throws IOException {
    return all(new ActualsJoin(train, test, "test.csv", 2));
  }

  @Test
  void matchesByIdInAnyOrderAndCutsToTheHorizon() throws IOException {
    List<Series> joined =
        join(
            Inputs.of(series("a", 1), series("b", 2), series("c", 3)),
            Inputs.of(series("c", 30, 31, 32), series("b", 20, 21), series("a", 10, 11)));
    assertThat(joined)
        .containsExactly(
            series("a", 1).withActuals(new double[] {10, 11}),
            series("b", 2).withActuals(new double[] {20, 21}),
            series("c", 3).withActuals(new double[] {30, 31}));
  }

  @Test
  void aSeriesThatTheTestFileLacksHasNoActuals() throws IOException {
    assertThat(join(Inputs.of(series("a", 1), series("b", 2)), Inputs.of(series("b", 20, 21))))
        .containsExactly(series("a", 1), series("b", 2).withActuals(new double[] {20, 21}));
  }

  @Test
  void aSeriesThatOnlyTheTestFileHasIsAnError() {
    assertThatThrownBy(
            () -> join(Inputs.of(series("a", 1)), Inputs.of(series("a", 1, 2), series("x", 1, 2))))
        .isInstanceOf(InputFormatException.class)
        .hasMessage(
            "test.csv: expected only series of the training file, found series 'x', which it does not have");
    assertThatThrownBy(
            () -> join(Inputs.of(series("a", 1)), Inputs.of(series("x", 1, 2), series("a", 1, 2))))
        .hasMessage(
            "test.csv: expected only series of the training file, found series 'x', which it does not have");
  }

  @Test
  void fewerValuesThanTheHorizonAreAnError() {
    assertThatThrownBy(() -> join(Inputs.of(series("a", 1)), Inputs.of(series("a", 1))))
        .hasMessage(
            "test.csv: expected at least 2 values (the horizon) for each series, found 1 for series 'a'");
  }
}
