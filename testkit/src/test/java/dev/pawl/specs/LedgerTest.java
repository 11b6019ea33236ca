package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.cancel;
import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Tasks.task;
import static dev.pawl.testkit.specs.Tasks.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.TaskPolicy;
import dev.pawl.run.Evaluation;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Orchestration;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.FannedOut;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.Bench;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a run tells those who read its values and follow its log. */
class LedgerTest {
  private static Bench play(Drawn process, Act... acts) {
    Bench bench = new Bench(ProcessGraph.of(process), new TinyJson());
    play(bench, acts);
    return bench;
  }

  private static void play(Bench bench, Act... acts) {
    for (Act act : acts) {
      act.play().accept(bench, bench.words());
    }
  }

  @Test
  void the_position_of_a_value_is_that_of_the_event_that_holds_it() {
    int forecast = 3;
    Bench bench = play(Drawn.forecast(), start(0), task("catalog").returns(40_001));
    assertThat(bench.ledger().positionOf(forecast, 16_384)).isZero();

    play(bench, task("forecast", 40_000).returns(1));
    play(bench, tasks("forecast", 4_000, 9_000).returnsEach(index -> index));
    play(bench, tasks("forecast", IndexSet.of(0, 3_998, 9_001)).returns(1, 2, 3));

    assertThat(bench.ledger().positionOf(forecast, 40_001)).isZero();
    for (int index : new int[] {3_999, 9_000, 16_384, 39_999}) {
      assertThat(bench.ledger().positionOf(forecast, index)).as("%d", index).isZero();
    }
    for (int index :
        new int[] {0, 3_998, 4_000, 4_095, 4_096, 8_191, 8_192, 8_999, 9_001, 40_000}) {
      assertThat(((ResultsConfirmed) holder(bench, forecast, index)).indexes().contains(index))
          .as("%d", index)
          .isTrue();
    }
  }

  private static RunEvent holder(Bench bench, int step, int index) {
    return bench.log().get((int) bench.ledger().positionOf(step, index) - 1);
  }

  @Test
  void a_round_knows_no_position_of_the_round_before() {
    Drawn rounds =
        new Drawn(
            "rounds",
            (graph, input) ->
                graph.repeat(
                    "again",
                    input,
                    3,
                    value ->
                        graph.fold(
                            "sum",
                            Integer.class,
                            graph.task("work", Work.class, Drawn.numbers(graph, "items", value)),
                            0,
                            Integer::sum),
                    value -> value > 100));
    int items = 2;
    int work = 3;
    Bench bench = play(rounds, start(8_193), tasks("work", 0, 8_192).returnsEach(_ -> 0));
    assertThat(bench.ledger().positionOf(work, 8_191)).isPositive();

    play(bench, task("work", 8_192).returns(3));

    assertThat(bench.ledger().round(work)).isEqualTo(1);
    for (int index : new int[] {0, 4_095, 4_096, 8_191, 8_192}) {
      assertThat(bench.ledger().positionOf(work, index)).as("%d", index).isZero();
    }
    for (int index : new int[] {3, 4_096, 8_192}) {
      assertThat(bench.ledger().positionOf(items, index)).as("%d", index).isZero();
    }
    assertThat(((FannedOut) holder(bench, items, 2)).values().size()).isEqualTo(3);
  }

  @Test
  void the_last_event_of_a_run_that_is_over_ends_it_and_no_other() {
    Bench completed = play(Drawn.forecast(), start(0), task("catalog").returns(0));
    assertThat(completed.log()).noneMatch(RunEvent::endsRun);

    play(completed, task("report").returns(1));
    Bench failed =
        play(
            Drawn.forecast(task -> task.failRun()),
            start(0),
            task("catalog").returns(2),
            task("forecast", 1).fails(FailureKind.PERMANENT, "poison"));
    Bench cancelled = play(Drawn.forecast(), start(0), cancel());

    for (Bench over : List.of(completed, failed, cancelled)) {
      assertThat(over.log().stream().filter(RunEvent::endsRun))
          .containsExactly(over.log().getLast());
    }
  }

  @Test
  void runs_are_listed_in_the_order_of_their_ids() {
    assertThat(new TreeSet<>(List.of(new RunId("b"), new RunId("a-1"), new RunId("a"))))
        .extracting(RunId::value)
        .containsExactly("a", "a-1", "b");
  }

  /** Keeps books, and knows neither graphs nor rounds. */
  private static final class Books implements Orchestration<String> {
    @Override
    public String initial() {
      return "";
    }

    @Override
    public String evolve(String state, RunEvent event, TaskLedger ledger) {
      return state;
    }

    @Override
    public List<Action> react(String state, TaskLedger ledger) {
      return List.of();
    }

    @Override
    public List<Evaluation> evaluations(String state, TaskLedger ledger) {
      return List.of();
    }

    @Override
    public TaskPolicy policy(int step) {
      return TaskPolicy.DEFAULT;
    }
  }

  @Test
  void an_orchestration_that_knows_no_rounds_goes_by_those_of_the_ledger() {
    Bench bench =
        play(
            new Drawn(
                "rounds",
                (graph, input) ->
                    graph.repeat(
                        "again",
                        input,
                        3,
                        value -> graph.task("work", Work.class, value),
                        value -> value > 10)),
            start(1),
            task("work").returns(2));

    assertThat(new Books().round(2, bench.ledger())).isEqualTo(1);
    assertThat(new Books().round(3, bench.ledger())).isZero();
    assertThat(new Books().body(3)).isEqualTo(IndexSet.empty());
  }
}
