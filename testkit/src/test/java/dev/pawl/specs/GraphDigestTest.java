package dev.pawl.specs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.spi.BlobRef;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GraphDigestTest {
  private static String digest(BiFunction<Graph, One<Integer>, One<Integer>> drawing) {
    return ProcessGraph.of(new Drawn("sketch", drawing)).digest();
  }

  /** Other work of the same types. */
  private static final class OtherWork implements TaskHandler<Integer, Integer> {
    @Override
    public Integer handle(Integer input, TaskContext context) {
      return -input;
    }
  }

  private static final class Write implements TaskHandler<Integer, BlobRef> {
    @Override
    public BlobRef handle(Integer input, TaskContext context) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void the_same_graph_has_the_same_digest() {
    assertThat(ProcessGraph.of(Drawn.forecast()).digest())
        .isEqualTo(ProcessGraph.of(Drawn.forecast()).digest());
  }

  @Test
  void a_digest_is_the_same_in_every_JVM() {
    assertThat(digest((graph, input) -> graph.task("work", Work.class, input)))
        .isEqualTo("0608adb5bdc2b197");
  }

  @Test
  void settings_and_the_code_of_functions_do_not_change_it() {
    assertThat(
            ProcessGraph.of(Drawn.forecast(task -> task.retries(9).pool("gpu").tolerate(0.5)))
                .digest())
        .isEqualTo(ProcessGraph.of(Drawn.forecast()).digest());
    assertThat(
            digest((graph, input) -> graph.combine("c", Integer.class, input, input, Integer::sum)))
        .isEqualTo(
            digest((graph, input) -> graph.combine("c", Integer.class, input, input, Math::max)));
  }

  @Test
  void a_name_changes_it() {
    assertThat(digest((graph, input) -> graph.task("work", Work.class, input)))
        .isNotEqualTo(digest((graph, input) -> graph.task("job", Work.class, input)));
  }

  @Test
  void a_handler_changes_it() {
    assertThat(digest((graph, input) -> graph.task("work", Work.class, input)))
        .isNotEqualTo(digest((graph, input) -> graph.task("work", OtherWork.class, input)));
  }

  @Test
  void a_step_more_changes_it() {
    assertThat(digest((graph, input) -> graph.task("work", Work.class, input)))
        .isNotEqualTo(
            digest((graph, input) ->
                graph.task("more", Work.class, graph.task("work", Work.class, input))));
  }

  @Test
  void the_number_of_parts_of_a_shuffle_changes_it() {
    assertThat(shuffled(3)).isNotEqualTo(shuffled(4));
  }

  private static String shuffled(int parts) {
    return digest((graph, input) ->
        graph.fold(
            "count",
            Integer.class,
            graph.shuffle(
                "exchange",
                graph.task("write", Write.class, Drawn.numbers(graph, "items", input)),
                parts,
                blob -> blob),
            0,
            (count, partition) -> count + 1));
  }

  @Test
  void the_type_of_a_signal_changes_it() {
    assertThat(digest((graph, input) -> graph.await("approve", Integer.class)))
        .isNotEqualTo(
            digest((graph, input) ->
                graph.combine(
                    "approve", Integer.class, input, graph.await("a", Long.class), (a, b) -> a)));
  }

  @Test
  void the_handler_of_a_dag_changes_it() {
    assertThat(planned(DagTest.AddUp.class)).isNotEqualTo(planned(OtherJoin.class));
  }

  /** Other work on nodes. */
  private static final class OtherJoin
      implements TaskHandler<NodeInput<Integer, Integer>, Integer> {
    @Override
    public Integer handle(NodeInput<Integer, Integer> input, TaskContext context) {
      return input.value();
    }
  }

  private static String planned(
      Class<? extends TaskHandler<NodeInput<Integer, Integer>, Integer>> handler) {
    return digest((graph, input) ->
        graph.fold(
            "sum",
            Integer.class,
            graph.dag("work", handler, graph.task("plan", DagTest.MakePlan.class, input)),
            0,
            Integer::sum));
  }

  @Test
  void the_sides_of_a_branch_change_it() {
    assertThat(
            digest((graph, input) ->
                graph.when(
                    "way", input, v -> v > 0, v -> graph.task("work", Work.class, v), v -> v)))
        .isNotEqualTo(
            digest((graph, input) ->
                graph.when(
                    "way", input, v -> v > 0, v -> v, v -> graph.task("work", Work.class, v))));
  }

  @Test
  void the_type_of_the_keys_of_groups_changes_it() {
    assertThat(grouped(Integer.class, value -> value))
        .isEqualTo(grouped(Integer.class, value -> value % 2))
        .isNotEqualTo(grouped(Long.class, Integer::longValue));
  }

  private static <K> String grouped(Class<K> type, Function<Integer, K> key) {
    return digest((graph, input) ->
        graph.fold(
            "sum",
            Integer.class,
            graph.task(
                "count",
                Count.class,
                graph.groupBy("by", type, Drawn.numbers(graph, "items", input), key)),
            0,
            Integer::sum));
  }

  private static final class Count implements TaskHandler<Object, Integer> {
    @Override
    public Integer handle(Object group, TaskContext context) {
      return 1;
    }
  }

  @Test
  void what_lies_in_the_body_of_a_repeat_changes_it_and_its_limit_does_not() {
    assertThat(
            digest((graph, input) ->
                graph.repeat("r", input, 3, v -> graph.task("work", Work.class, v), v -> v > 5)))
        .isEqualTo(
            digest((graph, input) ->
                graph.repeat("r", input, 9, v -> graph.task("work", Work.class, v), v -> v > 6)))
        .isNotEqualTo(
            digest((graph, input) ->
                graph.repeat("r", graph.task("work", Work.class, input), 3, v -> v, v -> v > 5)));
  }
}
