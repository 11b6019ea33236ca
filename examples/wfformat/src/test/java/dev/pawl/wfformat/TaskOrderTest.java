package dev.pawl.wfformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.graph.PermanentFailure;
import dev.pawl.wfformat.Workflow.Task;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskOrderTest {
  private static Task task(String id, double seconds, String... parents) {
    return new Task(id, seconds, List.of(parents), List.of(), List.of());
  }

  private static TaskOrder order(Task... tasks) {
    return new TaskOrder(new Workflow("t.json", List.of(tasks)));
  }

  @Test
  void the_critical_path_is_the_longest_way_along_parents() {
    TaskOrder order =
        order(task("d", 1, "b", "c"), task("b", 5, "a"), task("c", 3, "a"), task("a", 2));
    assertThat(order.criticalPath()).isEqualTo(8);
    assertThat(order.totalWork()).isEqualTo(11);
  }

  @Test
  void parts_that_are_not_connected_lie_side_by_side() {
    assertThat(order(task("a", 2), task("b", 7), task("c", 4, "a")).criticalPath()).isEqualTo(7);
    assertThat(order().criticalPath()).isZero();
  }

  @Test
  void recorded_traces_have_the_paths_that_other_tools_find() {
    assertThat(new TaskOrder(Traces.recorded(Traces.CHAIN)).criticalPath())
        .isEqualTo(501.24, within(1e-6));
    assertThat(new TaskOrder(Traces.recorded(Traces.FORK_JOIN)).criticalPath())
        .isEqualTo(307.36, within(1e-6));
    assertThat(new TaskOrder(Traces.recorded(Traces.SAREK)).criticalPath())
        .isEqualTo(309.657, within(1e-6));
  }

  @Test
  void a_cycle_is_refused_and_told_as_a_path() {
    assertThatThrownBy(
            () -> order(task("x", 1), task("a", 1, "c"), task("b", 1, "a"), task("c", 1, "b")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("file t.json: tasks should have no cycle, found b -> c -> a -> b");
  }

  @Test
  void a_parent_that_is_none_and_an_id_that_is_there_twice_are_refused() {
    assertThatThrownBy(() -> order(task("a", 1, "b")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage(
            "file t.json: parents should be ids of tasks, found 'b' of task 'a', which is none");
    assertThatThrownBy(() -> order(task("a", 1), task("a", 2)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("file t.json: ids of tasks should be unique, found 'a' twice");
  }

  @Test
  void ancestors_are_found_however_far_up_they_are() {
    int length = 50_000;
    TaskOrder order =
        order(
            IntStream.range(0, length)
                .mapToObj(i -> i == 0 ? task("0", 1) : task("" + i, 1, "" + (i - 1)))
                .toArray(Task[]::new));
    assertThat(order.isAncestor(0, length - 1)).isTrue();
    assertThat(order.isAncestor(length - 1, 0)).isFalse();
    assertThat(order.isAncestor(5, 5)).isFalse();
    assertThat(order.criticalPath()).isEqualTo(length);
  }
}
