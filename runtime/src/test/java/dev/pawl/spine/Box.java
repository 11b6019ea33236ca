package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.orchestration.Clocks;
import dev.pawl.orchestration.ControlReceptor;
import dev.pawl.orchestration.FunctionRunner;
import dev.pawl.orchestration.Inbox;
import dev.pawl.orchestration.Orchestrator;
import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.processing.Worker;
import dev.pawl.processing.WorkerSettings;
import dev.pawl.processing.WorkerSources;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.EventCodec;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A deployment in one thread: memory adapters, one orchestrator, one worker, and a virtual clock.
 */
final class Box {
  final MemoryEventStore store = new MemoryEventStore();
  final MemoryTaskQueue queue = new MemoryTaskQueue();
  final MemoryBlobStore blobs = new MemoryBlobStore();
  final JsonCodec codec = new JsonCodec();

  /** After which the orchestrator looks at the depth of a queue again. */
  private static final Duration A_MOMENT = Duration.ofNanos(500_000);

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Definitions definitions;
  final ProcessGraph graph;
  final Worker worker;
  final List<RunId> lost = new ArrayList<>();

  /** Acquisitions and appends that are under way, where they are held. */
  final Deque<Runnable> writes = new ArrayDeque<>();

  /** Whether acquisitions and appends wait for the test; else they are done at once. */
  boolean holdsWrites;

  Orchestrator orchestrator;
  private final UnaryOperator<EventStore> faults;
  private Inbox inbox;

  Box(ProcessDefinition<?, ?> definition) {
    this(definition, UnaryOperator.identity());
  }

  /**
   * A deployment whose store has faults.
   *
   * @param faults what is between the store and the orchestrator
   */
  Box(ProcessDefinition<?, ?> definition, UnaryOperator<EventStore> faults) {
    this.faults = faults;
    definitions = Definitions.of("test", definition);
    graph = definitions.listed().get(0).graph();
    worker =
        Worker.with(WorkerSettings.of("w1", "default", 1).withPatience(Duration.ZERO))
            .definitions(definitions)
            .sources(new WorkerSources(clock::nanoTime, new Random(1)))
            .over(queue, blobs, codec);
    restart();
  }

  /** Another orchestrator takes over what the last one left. */
  void restart() {
    OrchestratorParts.Listener listener =
        new OrchestratorParts.Listener() {
          @Override
          public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

          @Override
          public void lost(RunId run, PortFailure failure) {
            lost.add(run);
          }
        };
    orchestrator =
        new Orchestrator(
            new OrchestratorParts(
                faults.apply(store),
                queue,
                definitions,
                codec,
                new OrchestratorParts.Edge(
                    new Clocks(clock, clock::nanoTime), this::write, FunctionRunner.direct()),
                listener,
                OrchestratorParts.Settings.DEFAULT));
    inbox = orchestrator.inbox(queue);
    orchestrator.recoverAll();
  }

  private void write(Runnable write) {
    if (holdsWrites) {
      writes.add(write);
    } else {
      write.run();
    }
  }

  CompletableFuture<Reply> start(String id, Object input) {
    byte[] json = codec.encode(input, graph.inputType());
    Request start = new Request.Start(id, graph.name(), graph.version(), "digest", json);
    return orchestrator.ask(
        new RunId(id), ControlReceptor.command(start, clock.millis(), definitions));
  }

  /** Starts a run and steps until its start is durable: what is killed before was never asked. */
  void begin(String id, Object input) {
    CompletableFuture<Reply> reply = start(id, input);
    for (int i = 0; !reply.isDone(); i++) {
      assertThat(i).as("steps until run %s has begun", id).isLessThan(10);
      orchestrator.step();
    }
  }

  CompletableFuture<Reply> ask(Request request) {
    return orchestrator.ask(
        new RunId(request.run()), ControlReceptor.command(request, clock.millis(), definitions));
  }

  /** Steps everything once. */
  void stepOnce() throws InterruptedException {
    orchestrator.step();
    worker.step();
    inbox.step(Duration.ZERO);
    orchestrator.step();
  }

  /** Steps orchestrator, worker or inbox, as the number says; gives the work done. */
  int turn(int number) throws InterruptedException {
    return switch (number % 3) {
      case 0 -> orchestrator.step();
      case 1 -> worker.step();
      default -> inbox.step(Duration.ZERO);
    };
  }

  /** Steps the orchestrator alone until nothing more happens. */
  void orchestrate() {
    for (int idle = 0; idle < 3; ) {
      idle = orchestrator.step() == 0 ? idle + 1 : 0;
    }
  }

  /** Steps everything until nothing more happens. */
  void settle() throws InterruptedException {
    for (int idle = 0; idle < 3; ) {
      idle = stepAll() == 0 ? idle + 1 : 0;
    }
  }

  /** Steps everything once and gives the work done; where that is none, a moment passes. */
  int stepAll() throws InterruptedException {
    int work = orchestrator.step() + worker.step() + inbox.step(Duration.ZERO);
    if (work == 0) {
      clock.advance(A_MOMENT);
    }
    return work;
  }

  /** Steps everything, and lets time pass, until nothing waits for a time either. */
  void settleInTime() throws InterruptedException {
    settle();
    for (int second = 0; orchestrator.isWriting(); second++) {
      assertThat(second).as("seconds until nothing is under way").isLessThan(1_000);
      clock.advance(Duration.ofSeconds(1));
      settle();
    }
  }

  List<RunEvent> events(String run) {
    List<RunEvent> events = new ArrayList<>();
    for (EventStore.StoredEvent event : store.read(run, 1, Integer.MAX_VALUE)) {
      events.add(EventCodec.decode(event));
    }
    return events;
  }

  RunEvent last(String run) {
    List<RunEvent> events = events(run);
    return events.get(events.size() - 1);
  }
}
