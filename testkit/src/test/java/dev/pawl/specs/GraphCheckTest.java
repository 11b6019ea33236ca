package dev.pawl.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Graph;
import dev.pawl.graph.GraphException;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class GraphCheckTest {
  private static ProcessGraph draw(BiFunction<Graph, One<Integer>, One<Integer>> drawing) {
    return ProcessGraph.of(new Drawn("sketch", drawing));
  }

  private static void assertRefused(
      BiFunction<Graph, One<Integer>, One<Integer>> drawing, String... parts) {
    assertThatThrownBy(() -> draw(drawing))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("process 'sketch' version 1")
        .hasMessageContainingAll(parts);
  }

  @Test
  void a_name_used_twice_is_refused() {
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, graph.task("work", Work.class, input)),
        "unique",
        "'work' twice");
  }

  @Test
  void a_malformed_name_is_refused() {
    assertRefused((graph, input) -> graph.task("a/b", Work.class, input), "letters", "'a/b'");
    assertRefused((graph, input) -> graph.task("", Work.class, input), "letters", "''");
    assertRefused((graph, input) -> graph.task("x".repeat(61), Work.class, input), "60");
  }

  @Test
  void a_step_whose_value_nobody_takes_is_refused() {
    assertRefused(
        (graph, input) -> {
          graph.task("forgotten", Work.class, input);
          return graph.task("work", Work.class, input);
        },
        "'forgotten'",
        "nobody takes");
  }

  @Test
  void a_process_name_that_no_file_could_have_is_refused() {
    assertThatThrownBy(() -> ProcessGraph.of(new Drawn("../etc", (graph, input) -> input)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("'../etc'");
  }

  @Test
  @SuppressWarnings("unchecked")
  void a_lambda_in_place_of_a_handler_is_refused_because_it_has_no_types() {
    TaskHandler<Integer, Integer> lambda = (input, context) -> input;
    Class<? extends TaskHandler<Integer, Integer>> type =
        (Class<? extends TaskHandler<Integer, Integer>>) lambda.getClass();
    assertRefused(
        (graph, input) -> graph.task("work", type, input), "TaskHandler", "a lambda has no types");
  }

  private abstract static class Listing<T> implements TaskHandler<List<T>, T> {
    @Override
    public T handle(List<T> input, TaskContext context) {
      return input.get(0);
    }
  }

  private static final class ListingNumbers extends Listing<Integer> {}

  @Test
  void a_handler_may_get_its_types_from_a_class_that_it_extends() {
    ProcessGraph graph =
        draw((g, input) ->
            g.task("first", ListingNumbers.class, g.all(Drawn.numbers(g, "numbers", input))));
    Step.Task task = (Step.Task) graph.step("first").orElseThrow();
    assertThat(graph.inputType(task).getTypeName()).isEqualTo("java.util.List<java.lang.Integer>");
    assertThat(task.type()).isEqualTo(Integer.class);
  }

  @Test
  void a_step_of_a_branch_cannot_be_used_outside_of_it() {
    List<One<Integer>> smuggled = new ArrayList<>();
    assertRefused(
        (graph, input) -> {
          One<Integer> chosen =
              graph.when(
                  "way",
                  input,
                  v -> v > 0,
                  v -> kept(smuggled, graph.task("inside", Work.class, v)),
                  v -> v);
          return graph.combine("both", Integer.class, chosen, smuggled.get(0), Integer::sum);
        },
        "'both'",
        "'inside'",
        "a branch of 'way'");
  }

  @Test
  void a_step_of_one_branch_cannot_be_the_value_of_another() {
    List<One<Integer>> smuggled = new ArrayList<>();
    assertRefused(
        (graph, input) ->
            graph.when(
                "way",
                input,
                v -> v > 0,
                v -> kept(smuggled, graph.task("inside", Work.class, v)),
                v -> smuggled.get(0)),
        "'way/merge'",
        "'inside'",
        "a branch of 'way'");
  }

  @Test
  void a_step_of_a_branch_cannot_be_the_result() {
    List<One<Integer>> smuggled = new ArrayList<>();
    assertRefused(
        (graph, input) -> {
          One<Integer> chosen =
              graph.when(
                  "way",
                  input,
                  v -> v > 0,
                  v -> kept(smuggled, graph.task("inside", Work.class, v)),
                  v -> v);
          graph.when("again", chosen, v -> v > 0, v -> v, v -> v);
          return smuggled.get(0);
        },
        "'again/merge'",
        "nobody takes");
  }

  @Test
  void a_result_limit_is_bounded_and_an_element_has_less_than_one_value() {
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, input).resultLimit((4 << 20) + 1),
        "resultLimit",
        "4194304",
        "4194305");
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, input).resultLimit(0), "1 to", "found 0");
    assertRefused(
        (graph, input) ->
            graph.task(
                "end",
                Sum.class,
                graph.all(
                    graph
                        .task("work", Work.class, Drawn.numbers(graph, "numbers", input))
                        .resultLimit((64 << 10) + 1))),
        "many tasks",
        "65536",
        "65537");
  }

  @Test
  void a_dag_that_tolerates_failures_is_refused_with_the_reason() {
    assertRefused(
        (graph, input) ->
            graph.fold(
                "sum",
                Integer.class,
                graph
                    .dag(
                        "work",
                        DagTest.AddUp.class,
                        graph.task("plan", DagTest.MakePlan.class, input))
                    .tolerate(0.3),
                0,
                Integer::sum),
        "dag 'work' should tolerate no failures",
        "results of its parents",
        "tolerate(0.3)");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void a_plan_of_nobody_knows_what_is_refused() {
    assertRefused(
        (graph, input) -> {
          One plan = graph.combine("plan", Plan.class, input, input, (a, b) -> new Plan(List.of()));
          Many<Integer> work = graph.dag("work", DagTest.AddUp.class, plan);
          return graph.fold("sum", Integer.class, work, 0, Integer::sum);
        },
        "what its nodes are about",
        "dev.pawl.graph.Plan");
  }

  private static One<Integer> kept(List<One<Integer>> list, One<Integer> value) {
    list.add(value);
    return value;
  }

  @Test
  void both_branches_may_wait_for_all_of_the_same_elements() {
    ProcessGraph graph =
        draw((g, input) -> {
          Many<Integer> numbers = Drawn.numbers(g, "numbers", input);
          return g.when(
              "way",
              input,
              v -> v > 0,
              v -> g.task("sum", Sum.class, g.all(numbers)),
              v -> g.task("total", Sum.class, g.all(numbers)));
        });
    assertThat(graph.steps()).filteredOn(Step.All.class::isInstance).hasSize(2);
  }

  @Test
  void a_branch_uses_the_list_that_is_there_already() {
    ProcessGraph graph =
        draw((g, input) -> {
          Many<Integer> numbers = Drawn.numbers(g, "numbers", input);
          One<Integer> sum = g.task("sum", Sum.class, g.all(numbers));
          return g.when(
              "way", sum, v -> v > 0, v -> g.task("total", Sum.class, g.all(numbers)), v -> v);
        });
    assertThat(graph.steps()).filteredOn(Step.All.class::isInstance).hasSize(1);
  }

  @Test
  void a_value_of_another_graph_is_refused() {
    List<One<Integer>> smuggled = new ArrayList<>();
    draw((graph, input) -> kept(smuggled, input));
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, smuggled.get(0)), "its own graph");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, input).retries(101),
        "retries",
        "0 to 100",
        "101");
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, input).timeout(java.time.Duration.ZERO),
        "timeout",
        "positive");
    assertRefused(
        (graph, input) -> graph.task("work", Work.class, input).pool("No Such"), "'No Such'");
  }

  private static final class Threads implements TaskHandler<Integer, Thread> {
    @Override
    public Thread handle(Integer input, TaskContext context) {
      return Thread.currentThread();
    }
  }

  @Test
  void a_type_that_cannot_be_written_is_refused_with_its_step() {
    ProcessGraph graph =
        draw((g, input) ->
            g.combine(
                "end",
                Integer.class,
                g.task("thread", Threads.class, input),
                input,
                (thread, number) -> number));
    assertThatThrownBy(() -> graph.checkTypes(new TinyJson()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("step 'thread'")
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void groups_may_go_to_tasks_alone_because_they_lie_in_blobs() {
    assertRefused(
        (graph, input) -> graph.fold("fold", Integer.class, groups(graph, input), 0, (n, g) -> n),
        "groups of 'parity'",
        "the fold 'fold'",
        "which only workers open");
    assertRefused(
        (graph, input) ->
            graph.fold(
                "count",
                Integer.class,
                graph.combine("pair", Integer.class, groups(graph, input), input, (g, n) -> n),
                0,
                Integer::sum),
        "the combine 'pair'");
    assertRefused(
        (graph, input) ->
            graph.fold(
                "count",
                Integer.class,
                graph.fanOut("out", Integer.class, groups(graph, input), Group::values),
                0,
                Integer::sum),
        "the fan-out 'out'");
    assertRefused(
        (graph, input) ->
            graph.combine(
                "list", Integer.class, input, graph.all(groups(graph, input)), (n, l) -> n),
        "the all 'all(parity)'");
  }

  private static Many<Group<Integer, Integer>> groups(Graph graph, One<Integer> input) {
    return graph.groupBy(
        "parity", Integer.class, Drawn.numbers(graph, "items", input), value -> value % 2);
  }

  @Test
  void a_step_outside_a_repeat_may_use_its_value_alone() {
    assertRefused(
        (graph, input) -> leaking(graph, input, 0),
        "'leak' should not use 'refine/round'",
        "in a round of 'refine'");
    assertRefused(
        (graph, input) -> leaking(graph, input, 1),
        "'leak' should not use 'work'",
        "in a round of 'refine'");
  }

  private static One<Integer> leaking(Graph graph, One<Integer> input, int which) {
    List<One<Integer>> leaked = new ArrayList<>();
    One<Integer> value =
        graph.repeat(
            "refine",
            input,
            3,
            v -> {
              One<Integer> worked = graph.task("work", Work.class, v);
              leaked.add(v);
              leaked.add(worked);
              return worked;
            },
            v -> v > 5);
    return graph.combine("leak", Integer.class, value, leaked.get(which), Integer::sum);
  }

  @Test
  void a_round_has_to_end_with_a_value_of_its_own() {
    assertRefused(
        (graph, input) -> graph.repeat("refine", input, 3, v -> input, v -> v > 5),
        "a round of 'refine'",
        "found 'input', which lies outside");
  }

  @Test
  void a_repeat_has_one_to_a_million_rounds() {
    for (int max : new int[] {0, -1, 1_000_001}) {
      assertRefused(
          (graph, input) ->
              graph.repeat("refine", input, max, v -> graph.task("work", Work.class, v), v -> true),
          "repeat 'refine'",
          "found " + max);
    }
  }

  @Test
  void a_body_may_use_values_from_outside_and_branches_and_repeats_may_lie_in_each_other() {
    ProcessGraph graph =
        draw((g, input) ->
            g.when(
                "way",
                input,
                v -> v > 0,
                v ->
                    g.repeat(
                        "outer",
                        v,
                        3,
                        o ->
                            g.repeat(
                                "inner",
                                g.combine("with", Integer.class, o, input, Integer::sum),
                                2,
                                i ->
                                    g.when(
                                        "even",
                                        i,
                                        e -> e % 2 == 0,
                                        e -> g.task("half", Work.class, e),
                                        e -> e),
                                i -> i > 9),
                        o -> o > 9),
                v -> v));
    assertThat(graph.step("outer").orElseThrow().kind()).isEqualTo("repeat");
  }
}
