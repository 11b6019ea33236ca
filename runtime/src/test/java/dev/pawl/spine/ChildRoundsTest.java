package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Child runs of steps that begin anew. */
final class ChildRoundsTest {
  private static final int ROUNDS = 3;

  record Count(long value) {
    Count plus(Count other) {
      return new Count(value + other.value());
    }
  }

  static final class Increment implements TaskHandler<Count, Count> {
    @Override
    public Count handle(Count count, TaskContext context) {
      return new Count(count.value() + 1);
    }
  }

  /** One more. */
  static final class Step implements ProcessDefinition<Count, Count> {
    @Override
    public String name() {
      return "step";
    }

    @Override
    public One<Count> define(Graph graph, One<Count> count) {
      return graph.task("increment", Increment.class, count);
    }
  }

  /** Waits for what never comes. */
  static final class Patience implements ProcessDefinition<Count, Count> {
    @Override
    public String name() {
      return "patience";
    }

    @Override
    public One<Count> define(Graph graph, One<Count> count) {
      return graph.combine("both", Count.class, count, graph.await("go", Count.class), Count::plus);
    }
  }

  /**
   * Each round adds one for each of two elements from outside; a child that waits would be needed
   * by a branch that is never taken.
   */
  static final class Laps implements ProcessDefinition<Count, Count> {
    @Override
    public String name() {
      return "laps";
    }

    @Override
    public One<Count> define(Graph graph, One<Count> begin) {
      Many<Count> elements =
          graph.fanOut("elements", Count.class, begin, _ -> 2, (_, _) -> new Count(0));
      return graph.repeat(
          "laps",
          begin,
          ROUNDS,
          value -> {
            One<Count> spare = graph.run("spare", Patience.class, value);
            Many<Count> steps = graph.run("steps", Step.class, elements);
            One<Count> made = graph.fold("made", Count.class, steps, new Count(0), Count::plus);
            One<Count> next = graph.combine("next", Count.class, value, made, Count::plus);
            return graph.when(
                "negative",
                next,
                count -> count.value() < 0,
                count -> graph.combine("with", Count.class, count, spare, Count::plus),
                count -> graph.run("twice", Step.class, count));
          },
          _ -> false);
    }
  }

  private static RunStatus status(Box box, String run) {
    return RunHistory.read(box.store, new RunId(run)).ledger().status();
  }

  private static void requireLaps(Box box, String when) {
    assertThat(box.last("r1")).as(when).isInstanceOf(RunEvent.RunCompleted.class);
    byte[] result = ((RunEvent.RunCompleted) box.last("r1")).result();
    assertThat(new String(result, StandardCharsets.UTF_8)).as(when).isEqualTo("{\"value\":9}");
    for (int round = 0; round < ROUNDS; round++) {
      String suffix = round == 0 ? "" : "-r" + round;
      for (int index = 0; index < 2; index++) {
        String run = "r1." + id(box, "steps") + "-" + index + suffix;
        assertThat(status(box, run)).as("%s, %s", run, when).isEqualTo(RunStatus.COMPLETED);
      }
    }
    for (String run : box.store.streams()) {
      assertThat(status(box, run).isFinal()).as("%s is over, %s", run, when).isTrue();
    }
  }

  private static int id(Box box, String step) {
    return box.graph.step(step).orElseThrow().id();
  }

  @Test
  void eachRoundHasChildrenOfItsOwn() throws InterruptedException {
    Box box = new Box(new Laps());
    box.start("r1", new Count(0));
    box.settle();

    requireLaps(box, "undisturbed");
    int step = id(box, "steps");
    RunEvent.RunStarted child = (RunEvent.RunStarted) box.events("r1." + step + "-1-r2").get(0);
    assertThat(child.parent())
        .isEqualTo(Optional.of(new ParentTask(new RunId("r1"), step, 2, 1, 1)));
  }

  @Test
  void aChildThatARoundDidNotNeedIsCancelledWhenItIsOver() throws InterruptedException {
    Box box = new Box(new Laps());
    box.start("r1", new Count(0));
    String spare = "r1." + id(box, "spare") + "-0";
    for (int turn = 0; box.store.lastPosition(spare + "-r1") == 0; turn++) {
      assertThat(turn).isLessThan(1_000);
      box.turn(turn);
    }
    box.orchestrate();

    assertThat(status(box, spare)).isEqualTo(RunStatus.CANCELLED);
    assertThat(status(box, "r1")).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  @Acceptance("M06")
  void whereverAnOrchestratorIsReplacedItConverges() throws InterruptedException {
    for (int cut = 1; cut < 150; cut++) {
      Box box = new Box(new Laps());
      box.begin("r1", new Count(0));
      for (int turn = 0; turn < cut; turn++) {
        box.turn(turn);
      }
      box.restart();
      box.settle();

      requireLaps(box, "replaced after " + cut + " turns");
    }
  }
}
