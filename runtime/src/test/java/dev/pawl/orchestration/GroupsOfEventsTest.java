package dev.pawl.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** An orchestrator whose appends are made when the test says so. */
final class GroupsOfEventsTest implements OrchestratorParts.Listener {
  record Number(int value) {}

  static final class Keep implements TaskHandler<Number, Number> {
    @Override
    public Number handle(Number input, TaskContext context) {
      return input;
    }
  }

  static final class Single implements ProcessDefinition<Number, Number> {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public One<Number> define(Graph graph, One<Number> input) {
      return graph.task("task", Keep.class, input);
    }
  }

  private final VirtualClock clock = new VirtualClock();
  private final Definitions definitions = Definitions.of("test", new Single());
  private final List<Runnable> writes = new ArrayList<>();
  private final Orchestrator orchestrator =
      orchestrator(new MemoryTaskQueue(), definitions, clock, writes::add, this);

  /** One whose events are in memory, and that calls functions itself. */
  static Orchestrator orchestrator(
      TaskQueue queue,
      Definitions definitions,
      VirtualClock clock,
      Executor writes,
      OrchestratorParts.Listener listener) {
    return new Orchestrator(
        new OrchestratorParts(
            new MemoryEventStore(),
            queue,
            definitions,
            new JsonCodec(),
            new OrchestratorParts.Edge(
                new Clocks(clock, clock::nanoTime), writes, FunctionRunner.direct()),
            listener,
            OrchestratorParts.Settings.DEFAULT));
  }

  /** Asks for a run, and steps until all is done that can be without a worker. */
  static void start(
      Orchestrator orchestrator,
      Definitions definitions,
      VirtualClock clock,
      String run,
      String definition,
      int value) {
    Request start =
        new Request.Start(
            run, definition, 1, "input", ("{\"value\":" + value + "}").getBytes(UTF_8));
    var _ =
        orchestrator.ask(
            new RunId(run), ControlReceptor.command(start, clock.millis(), definitions));
    for (int i = 0; i < 20; i++) {
      orchestrator.step();
    }
  }

  @Override
  public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

  @Override
  public void lost(RunId run, PortFailure failure) {}

  @Test
  @Acceptance("M11")
  void aRunDoesNotWaitForTheFlushOfAnother() {
    CompletableFuture<Reply> slow = startAndAcquire("slow");
    CompletableFuture<Reply> quick = startAndAcquire("quick");
    assertThat(writes).as("a second group waits for more").hasSize(1);

    clock.advance(Duration.ofMillis(3));
    orchestrator.step();
    assertThat(writes).hasSize(2);
    write(1);

    assertThat(quick).isCompletedWithValueMatching(Reply::accepted);
    assertThat(slow).isNotDone();
    write(0);
    assertThat(slow).isCompletedWithValueMatching(Reply::accepted);
  }

  @Test
  void aRunIsInOneGroupAtATime() {
    var _ = startAndAcquire("run");
    CompletableFuture<Reply> pause = ask(new Request.Pause("run"));
    clock.advance(Duration.ofSeconds(1));
    orchestrator.step();
    assertThat(writes).hasSize(1);

    write(0);
    assertThat(writes).hasSize(1);
    assertThat(pause).isNotDone();
    write(0);
    assertThat(pause).isCompletedWithValueMatching(Reply::accepted);
  }

  @Test
  void whatFollowsWhileARunIsAcquiredGoesWithItsFirstEvents() {
    CompletableFuture<Reply> start = start("run");
    orchestrator.step();
    CompletableFuture<Reply> pause = ask(new Request.Pause("run"));
    orchestrator.step();
    assertThat(writes).hasSize(1);

    write(0);
    assertThat(start).isNotDone();
    write(0);
    assertThat(start).isCompletedWithValueMatching(Reply::accepted);
    assertThat(pause).isCompletedWithValueMatching(Reply::accepted);
    assertThat(writes).isEmpty();
  }

  @Test
  @Acceptance("P22")
  void aRefusalWaitsForWhatItRestsOn() {
    var _ = startAndAcquire("run");
    CompletableFuture<Reply> again = start("run");
    orchestrator.step();
    assertThat(again).isNotDone();

    write(0);
    assertThat(again).isCompletedWithValueMatching(reply -> !reply.accepted());
  }

  private void write(int number) {
    writes.remove(number).run();
    orchestrator.step();
  }

  /** Starts a run and lets it be acquired, which is the last write then. */
  private CompletableFuture<Reply> startAndAcquire(String run) {
    CompletableFuture<Reply> reply = start(run);
    orchestrator.step();
    write(writes.size() - 1);
    return reply;
  }

  private CompletableFuture<Reply> start(String run) {
    return ask(new Request.Start(run, "one", 1, "input", "{\"value\":1}".getBytes(UTF_8)));
  }

  private CompletableFuture<Reply> ask(Request request) {
    return orchestrator.ask(
        new RunId(request.run()), ControlReceptor.command(request, clock.millis(), definitions));
  }
}
