package dev.pawl.wfformat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.InputFile;
import dev.pawl.wfformat.Wfformat.Checked;
import dev.pawl.wfformat.Wfformat.Executed;
import dev.pawl.wfformat.Wfformat.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final FileOrder SOUND = new FileOrder(0, List.of(), 0, List.of());

  private static Measured measured(double criticalPath, double totalWork, Span span) {
    Request request = new Request(InputFile.of("t.json"), Optional.of(0.01));
    return Measured.of(new Checked(request, span.tasks(), criticalPath, totalWork, SOUND), span);
  }

  @Test
  void a_span_reaches_from_the_first_start_to_the_last_end_on_all_workers() {
    Span span =
        Span.NONE
            .with(new Executed(2_000_000, 3_000_000, "one", 2))
            .with(new Executed(1_500_000, 2_500_000, "two", 4))
            .with(new Executed(2_200_000, 2_300_000, "one", 2));
    assertThat(span).isEqualTo(new Span(3, 1_500_000, 3_000_000, Map.of("one", 2, "two", 4)));
    assertThat(span.seconds()).isEqualTo(1.5);
    assertThat(span.allSlots()).isEqualTo(6);
  }

  @Test
  void wall_seconds_and_recorded_seconds_stay_apart() {
    Measured found = measured(100, 300, new Span(4, 0, 2_000_000, Map.of("w", 2)));
    assertThat(found.makespan()).isEqualTo(2);
    assertThat(found.makespanRecorded()).isEqualTo(200);
    assertThat(found.bound()).isEqualTo(150);
    assertThat(found.grahamBound()).isEqualTo(200);
    assertThat(found.efficiency()).contains(0.75);
    assertThat(found.overGraham()).contains(1.0);
  }

  @Test
  void the_critical_path_bounds_what_many_slots_can_do() {
    Measured found = measured(100, 300, new Span(4, 0, 1_250_000, Map.of("w", 100)));
    assertThat(found.bound()).isEqualTo(100);
    assertThat(found.efficiency()).contains(0.8);
  }

  @Test
  void nothing_to_do_has_no_ratios() {
    Measured found = measured(0, 0, Span.NONE);
    assertThat(found.makespan()).isZero();
    assertThat(found.efficiency()).isEmpty();
    assertThat(found.overGraham()).isEmpty();
    assertThat(new Wfformat().summary(found, Map.of())).contains("0 tasks", "–");
  }

  @Test
  void a_summary_says_which_seconds_are_which_and_gives_an_example_of_disorder() {
    Measured found = measured(100, 300, new Span(4, 0, 2_000_000, Map.of("w", 2)));
    assertThat(new Wfformat().summary(found, Map.of()))
        .contains(
            "4 tasks on 2 slots took 2.000 s, which stand for 200.0 recorded seconds",
            "critical path 100.0 s",
            "efficiency 0.750",
            "Graham's bound 1.000",
            "say the same");
    FileOrder files =
        new FileOrder(0, List.of(), 2, List.of("'b' reads no file of its parent 'a'"));
    Checked checked = new Checked(new Request(InputFile.of("t"), Optional.empty()), 0, 0, 0, files);
    assertThat(new Wfformat().summary(Measured.of(checked, Span.NONE), Map.of()))
        .contains("0 reads without order, 2 parents without files, such as 'b' reads no file");
  }
}
