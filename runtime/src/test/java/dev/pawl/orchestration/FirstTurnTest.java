package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.orchestration.GroupsOfEventsTest.Keep;
import dev.pawl.orchestration.GroupsOfEventsTest.Number;
import dev.pawl.orchestration.GroupsOfEventsTest.Single;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dispatching where nobody takes anything from the queue. */
final class FirstTurnTest implements OrchestratorParts.Listener {
  static final class Huge implements ProcessDefinition<Number, Number> {
    @Override
    public String name() {
      return "huge";
    }

    @Override
    public One<Number> define(Graph graph, One<Number> input) {
      Many<Number> numbers =
          graph.fanOut("numbers", Number.class, input, Number::value, (_, i) -> new Number(i));
      Many<Number> results = graph.task("tasks", Keep.class, numbers);
      return graph.fold("last", Number.class, results, new Number(0), (_, result) -> result);
    }
  }

  private final VirtualClock clock = new VirtualClock();
  private final Definitions definitions = Definitions.of("test", new Single(), new Huge());
  private final MemoryTaskQueue queue = new MemoryTaskQueue();
  private final Orchestrator orchestrator =
      GroupsOfEventsTest.orchestrator(queue, definitions, clock, Runnable::run, this);

  @Override
  public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

  @Override
  public void lost(RunId run, PortFailure failure) {}

  @Test
  @Acceptance("M11")
  void aRunThatBeginsIsNextWhateverWaitsForTheWorkers() throws Exception {
    start("first", "huge", 1_000);
    start("second", "huge", 1_000);
    long full = queue.depth("tasks.default");
    start("third", "huge", 1_000);
    start("small", "one", 1);

    assertThat(full).isPositive();
    assertThat(runs(queue.receive("tasks.default", 4, Duration.ZERO)))
        .containsExactly("first", "second", "third", "small");
  }

  private void start(String run, String definition, int value) {
    GroupsOfEventsTest.start(orchestrator, definitions, clock, run, definition, value);
  }

  private static List<String> runs(List<Delivery> deliveries) {
    List<String> runs = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      runs.add(((TaskBatch) MessageCodec.decode(delivery.body())).run());
    }
    return runs;
  }
}
