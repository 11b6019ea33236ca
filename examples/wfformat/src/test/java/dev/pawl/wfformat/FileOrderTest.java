package dev.pawl.wfformat;

import static dev.pawl.wfformat.Traces.ran;
import static dev.pawl.wfformat.Traces.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileOrderTest {
  private static FileOrder of(String... tasks) {
    List<String> ids = List.of("a", "b", "c", "d");
    String runtimes = String.join(",", ids.stream().map(id -> ran(id, 1)).toList());
    Workflow workflow = Traces.written(Traces.of(String.join(",", tasks), runtimes));
    return FileOrder.of(workflow, new TaskOrder(workflow));
  }

  @Test
  void a_reader_that_comes_after_the_writer_is_in_order() {
    assertThat(of(task("a", "", "in", "f"), task("b", "a", "f", "g"), task("c", "b", "g f", "")))
        .isEqualTo(new FileOrder(0, List.of(), 0, List.of()));
  }

  @Test
  void a_reader_that_does_not_is_told_with_the_file_and_the_writer() {
    assertThat(of(task("a", "", "", "f"), task("b", "", "f", ""), task("c", "b", "f", "")))
        .isEqualTo(
            new FileOrder(
                2,
                List.of("'b' reads f of 'a'", "'c' reads f of 'a'"),
                1,
                List.of("'c' reads no file of its parent 'b'")));
  }

  @Test
  void what_a_task_writes_itself_it_may_read() {
    assertThat(of(task("a", "", "f", "f")).readsWithoutOrder()).isZero();
  }

  @Test
  void a_parent_of_which_nothing_is_read_is_told() {
    assertThat(of(task("a", "", "", "f"), task("b", "a", "other", "")))
        .isEqualTo(new FileOrder(0, List.of(), 1, List.of("'b' reads no file of its parent 'a'")));
  }

  @Test
  void recorded_traces_are_in_order() {
    for (String trace : List.of(Traces.CHAIN, Traces.FORK_JOIN, Traces.SAREK)) {
      Workflow workflow = Traces.recorded(trace);
      assertThat(FileOrder.of(workflow, new TaskOrder(workflow)))
          .isEqualTo(new FileOrder(0, List.of(), 0, List.of()));
    }
  }
}
