package dev.pawl.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.orchestration.FirstTurnTest.Huge;
import dev.pawl.orchestration.GroupsOfEventsTest.Single;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run of which many tasks are out, beside one that begins. */
final class HugeRunYieldsTest implements OrchestratorParts.Listener {
  private final VirtualClock clock = new VirtualClock();
  private final Definitions definitions = Definitions.of("test", new Single(), new Huge());
  private final MemoryTaskQueue queue = new MemoryTaskQueue();
  private final List<Runnable> writes = new ArrayList<>();
  private boolean holdsWrites;
  private final Orchestrator orchestrator =
      GroupsOfEventsTest.orchestrator(queue, definitions, clock, this::write, this);
  private final Inbox inbox = orchestrator.inbox(queue);

  private void write(Runnable write) {
    if (holdsWrites) {
      writes.add(write);
    } else {
      write.run();
    }
  }

  @Override
  public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

  @Override
  public void lost(RunId run, PortFailure failure) {}

  @Test
  @Acceptance("M11")
  void theDiskIsForTheRunThatBeginsForAMoment() throws Exception {
    start("huge", "huge", 5_000);
    TaskBatch batch = takeTasks(2_000);
    holdsWrites = true;
    start("small", "one", 1);
    assertThat(writes).as("the small run is acquired").hasSize(1);

    report(batch);
    assertThat(writes).as("the huge run waits").hasSize(1);
    clock.advance(Duration.ofMillis(5));
    orchestrator.step();
    assertThat(writes).as("not for long").hasSize(2);
  }

  @Test
  @Acceptance("M11")
  void theProcessorsAreForTheRunThatBeginsMostOfTheTime() throws Exception {
    start("huge", "huge", 20_000);
    var _ = takeTasks(2_000);
    holdsWrites = true;
    start("small", "one", 1);
    queue.settle(
        queue.receive("tasks.default", 1_000, Duration.ZERO), new Settlement.Acknowledge());

    orchestrator.step();
    assertThat(queue.depth("tasks.default")).as("the huge run sends nothing").isZero();
    clock.advance(Duration.ofMillis(15));
    orchestrator.step();
    assertThat(queue.depth("tasks.default")).as("not for long").isPositive();
  }

  @Test
  void aHugeRunAloneIsWrittenAtOnce() throws Exception {
    start("huge", "huge", 5_000);
    TaskBatch batch = takeTasks(2_000);
    holdsWrites = true;

    report(batch);
    assertThat(writes).hasSize(1);
  }

  /**
   * Takes tasks as workers that are always idle do: the first are done, so that others travel many
   * to a message, and {@code number} are not.
   *
   * @return the last message of them
   */
  private TaskBatch takeTasks(int number) throws InterruptedException {
    TaskBatch last = null;
    int taken = 0;
    for (int i = 0; taken < number; i++) {
      assertThat(i).as("steps until %d tasks are taken", number).isLessThan(10_000);
      clock.advance(Duration.ofMillis(1));
      orchestrator.step();
      List<Delivery> deliveries = queue.receive("tasks.default", 100, Duration.ZERO);
      for (Delivery delivery : deliveries) {
        last = (TaskBatch) MessageCodec.decode(delivery.body());
        if (last.indexes().size() == 1) {
          report(last);
        } else {
          taken += last.indexes().size();
        }
      }
      queue.settle(deliveries, new Settlement.Acknowledge());
    }
    return last;
  }

  private void report(TaskBatch batch) throws InterruptedException {
    Message.Entry done =
        new Message.Entry.Completed(
            batch.run(),
            batch.step(),
            batch.round(),
            IndexSet.of(batch.indexes().toArray()[0]),
            List.of(),
            1,
            Payloads.of(List.of("{\"value\":1}".getBytes(UTF_8))),
            1,
            1);
    queue.send(Inbox.QUEUE, List.of(MessageCodec.encode(new Message.Report("w", List.of(done)))));
    inbox.step(Duration.ZERO);
    orchestrator.step();
  }

  private void start(String run, String definition, int value) {
    GroupsOfEventsTest.start(orchestrator, definitions, clock, run, definition, value);
  }
}
