package dev.pawl.forecast.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static List<String> labels(double least, double greatest) {
    Axis axis = Axis.over(least, greatest, 4);
    return axis.ticks().stream().map(axis::label).toList();
  }

  @Test
  void ticksAreRoundNumbersThatHoldAllValues() {
    assertThat(labels(3, 97)).containsExactly("0", "50", "100");
    assertThat(labels(6580, 8010)).containsExactly("6500", "7000", "7500", "8000", "8500");
    assertThat(labels(-0.3, 0.4)).containsExactly("−0.4", "−0.2", "0", "0.2", "0.4");
    assertThat(labels(0, 48_000)).containsExactly("0", "20k", "40k", "60k");
    assertThat(labels(1_200_000, 2_100_000)).containsExactly("1.0M", "1.5M", "2.0M", "2.5M");
  }

  @Test
  void aConstantHasRoomAroundIt() {
    assertThat(labels(5, 5)).containsExactly("0", "2", "4", "6", "8");
    assertThat(labels(0, 0)).containsExactly("−0.5", "0", "0.5");
  }
}
