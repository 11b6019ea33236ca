package dev.pawl.wfformat;

import static dev.pawl.wfformat.Traces.of;
import static dev.pawl.wfformat.Traces.ran;
import static dev.pawl.wfformat.Traces.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.PermanentFailure;
import dev.pawl.wfformat.Workflow.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowReaderTest {
  private static void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> Traces.written(text))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageStartingWith("file t.json should ")
        .hasMessageContainingAll(parts)
        .message()
        .hasLineCount(1);
  }

  @Test
  void tasks_are_told_by_their_ids_because_names_are_not_unique() {
    Workflow workflow =
        Traces.written(
            of(
                task("a", "", "in", "f") + "," + task("b", "a", "f", ""),
                ran("b", 0) + "," + ran("a", 1.5)));
    assertThat(workflow.tasks())
        .containsExactly(
            new Task("a", 1.5, List.of(), List.of("in"), List.of("f")),
            new Task("b", 0, List.of("a"), List.of("f"), List.of()));
  }

  @Test
  void files_may_be_absent_and_what_is_not_needed_is_passed_over() {
    Workflow workflow =
        Traces.written(
            "{'author':{'deep':[{'x':[1,[2]]}]},'workflow':{'execution':{'machines':[{}],'tasks':["
                + ran("a", 2)
                + "]},'specification':{'files':[{'id':'f','sizeInBytes':1}],'tasks':["
                + "{'id':'a','parents':[],'inputFiles':null,'more':{'id':'b'}}]}},"
                + "'schemaVersion':'1.5'}");
    assertThat(workflow.tasks()).containsExactly(new Task("a", 2, List.of(), List.of(), List.of()));
  }

  @Test
  void recorded_traces_are_read_whole() {
    assertThat(Traces.recorded(Traces.CHAIN).tasks()).hasSize(5);
    assertThat(Traces.recorded(Traces.FORK_JOIN).tasks()).hasSize(10);
    assertThat(Traces.recorded(Traces.SAREK).tasks())
        .hasSize(26)
        .filteredOn(task -> task.seconds() == 0)
        .hasSize(15);
  }

  @Test
  void what_is_no_json_is_refused_with_the_place() {
    assertRefused("{'a':\n x}", "be JSON", "line 2, column");
    assertRefused("{'schemaVersion':'1.5'", "be JSON", "line 1");
    assertRefused("", "one JSON object", "found the end");
    assertRefused("[]", "one JSON object", "start_array");
    assertRefused("{} {}", "found more after its end");
  }

  @Test
  void another_version_is_refused_before_anything_else_is_missed() {
    assertRefused("{'schemaVersion':'1.4','workflow':{'tasks':[]}}", "\"1.5\"", "found \"1.4\"");
    assertRefused("{'name':'x'}", "\"1.5\"", "found none");
  }

  @Test
  void missing_parts_are_refused() {
    assertRefused("{'schemaVersion':'1.5'}", "workflow.specification.tasks");
    assertRefused(
        "{'schemaVersion':'1.5','workflow':{'specification':{'tasks':[]}}}",
        "workflow.execution.tasks");
    assertRefused(of("{'name':'a','parents':[]}", ""), "an id for each task");
    assertRefused(of("{'id':'a'}", ran("a", 1)), "parents for each task", "'a'");
  }

  @Test
  void tasks_without_a_run_time_are_named() {
    String tasks =
        task("a", "", "", "") + "," + task("b", "", "", "") + "," + task("c", "", "", "");
    assertRefused(
        of(tasks, ran("b", 1) + ",{'id':'c'}"), "runtimeInSeconds for each task", "'a', 'c'");
  }

  @Test
  void values_of_other_types_are_refused_with_their_place() {
    assertRefused(of("{'id':7,'parents':[]}", ""), "a string", "/tasks/0/id", "line 1", "found 7");
    assertRefused(of("{'id':'a','parents':'b'}", ""), "an array", "/tasks/0/parents", "found b");
    assertRefused(of("", "{'id':'a','runtimeInSeconds':'1'}"), "number of seconds", "found 1");
    assertRefused(of("", ran("a", -1)), "0 to 1e9", "found -1.0");
    assertRefused("{'workflow':3}", "an object", "/workflow", "found 3");
  }
}
