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
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.EventCodec;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two orchestrators over one store and one queue, of which the first does not know the second. */
final class StaleOwnerTest {
  private static final RunId RUN = new RunId("r");

  private final MemoryEventStore store = new MemoryEventStore();
  private final MemoryTaskQueue place = new MemoryTaskQueue();
  private final VirtualClock clock = new VirtualClock();

  record Number(int value) {}

  static final class Keep implements TaskHandler<Number, Number> {
    @Override
    public Number handle(Number input, TaskContext context) {
      return input;
    }
  }

  static final class Two implements ProcessDefinition<Number, Number> {
    @Override
    public String name() {
      return "two";
    }

    @Override
    public One<Number> define(Graph graph, One<Number> input) {
      return graph.task("second", Keep.class, graph.task("first", Keep.class, input));
    }
  }

  private final class Owner implements OrchestratorParts.Listener {
    final List<PortFailure> lost = new ArrayList<>();
    final TaskQueue queue = place.open();
    final Orchestrator orchestrator =
        new Orchestrator(
            new OrchestratorParts(
                store.open(),
                queue,
                Definitions.of("test", new Two()),
                new JsonCodec(),
                new OrchestratorParts.Edge(
                    new Clocks(clock, clock::nanoTime), Runnable::run, FunctionRunner.direct()),
                this,
                OrchestratorParts.Settings.DEFAULT));
    final Inbox inbox = orchestrator.inbox(queue);

    Owner() {
      orchestrator.recoverAll();
    }

    void step() throws InterruptedException {
      inbox.step(Duration.ZERO);
      for (int i = 0; i < 10; i++) {
        orchestrator.step();
      }
    }

    @Override
    public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

    @Override
    public void lost(RunId run, PortFailure failure) {
      lost.add(failure);
    }
  }

  @Test
  void aStaleOwnerThatIsAskedForItsRunAgainStepsDown() throws Exception {
    send(start());
    Owner stale = new Owner();
    stale.step();
    Owner next = new Owner();
    send(completed(1));
    next.step();

    send(start());
    stale.step();

    assertThat(stale.lost).hasOnlyElementsOfType(PortFailure.Fenced.class).hasSize(1);
  }

  @Test
  void whatAStaleOwnerDoesNotKnowIsNotAcknowledgedAway() throws Exception {
    send(start());
    Owner stale = new Owner();
    stale.step();
    Owner next = new Owner();
    send(completed(1));
    next.step();

    send(completed(2));
    stale.step();

    assertThat(stale.lost).hasOnlyElementsOfType(PortFailure.Fenced.class).hasSize(1);
    stale.queue.close();
    next.step();
    assertThat(store.read(RUN.value(), store.lastPosition(RUN.value()), 1))
        .extracting(EventCodec::decode)
        .hasOnlyElementsOfType(RunEvent.RunCompleted.class);
  }

  private static Message start() {
    return new Message.Control(
        "client", new Request.Start("r", "two", 1, "digest", "{\"value\":1}".getBytes(UTF_8)));
  }

  private static Message completed(int step) {
    Payloads results = Payloads.ofText("{\"value\":1}");
    return new Message.Report(
        "worker-1",
        List.of(new Entry.Completed("r", step, 0, IndexSet.of(0), List.of(), 1, results, 1, 1)));
  }

  private void send(Message message) {
    place.send(Inbox.QUEUE, List.of(MessageCodec.encode(message)));
  }
}
