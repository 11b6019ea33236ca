package dev.pawl.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.TaskContext;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.processing.Numbers.Item;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Failed;
import dev.pawl.wire.Message.Entry.Returned;
import dev.pawl.wire.Message.Entry.Running;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchingTasksTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<TaskContext> context = new AtomicReference<>();
  private final List<Integer> interrupted = new ArrayList<>();
  private int slow;
  private final WorkerFixture worker = new WorkerFixture(this::answer);

  /** The slow task waits until it is released, or interrupted; the others are quick. */
  private Answer answer(Item item, TaskContext task) throws InterruptedException {
    if (item.number() == slow) {
      context.set(task);
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        interrupted.add(item.number());
        throw e;
      }
    }
    return new Answer("n" + item.number());
  }

  @Test
  void aTaskIsReportedAsRunningWhenItIsFirstNoticedAndThenEverySecond() throws Exception {
    worker.sendItems(1);
    Thread slot = worker.stepAside(begun);

    worker.beatAfter(Duration.ofMillis(50));
    assertThat(worker.reported()).isEmpty();
    worker.beatAfter(Duration.ofMillis(10));
    Running first = (Running) worker.reported().getFirst();
    assertThat(first.elapsedMillis()).isEqualTo(60);
    assertThat(first.progress()).isZero();

    context.get().progress(0.25);
    worker.beatAfter(Duration.ofMillis(900));
    assertThat(worker.reported()).isEmpty();
    worker.beatAfter(Duration.ofMillis(100));
    Running second = (Running) worker.reported().getFirst();
    assertThat(second.progress()).isEqualTo(0.25);
    assertThat(second.nonce()).isEqualTo(first.nonce());

    released.countDown();
    slot.join();
    assertThat(worker.reported(Completed.class).getFirst().nonce()).isEqualTo(first.nonce());
  }

  @Test
  void quickTasksAreNeverReportedAsRunning() throws Exception {
    slow = -1;
    worker.sendItems(100);
    worker.step();
    worker.beatAfter(Duration.ofSeconds(1));
    assertThat(worker.reported(Running.class)).isEmpty();
  }

  @Test
  @Acceptance("M09")
  void aTaskOverItsTimeoutIsInterruptedAndReportedAndTheSlotGoesOn() throws Exception {
    worker.sendItems(1);
    Thread slot = worker.stepAside(begun);
    context.get().log("still counting");

    worker.beatAfter(Numbers.TIMEOUT.plusMillis(1));
    slot.join();

    assertThat(interrupted).containsExactly(0);
    assertThat(context.get().cancelled()).isTrue();
    Failed failed = (Failed) worker.reported().getFirst();
    assertThat(failed.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failed.error())
        .isEqualTo("timed out: ran for 5001 ms, and may run for 5000 ms\nlog:\nstill counting");
    slow = -1;
    worker.sendItems(2);
    worker.step();
    assertThat(worker.reported()).singleElement().isInstanceOf(Completed.class);
  }

  @Test
  @Acceptance("M09")
  void aStopInterruptsTheRunningTaskAndDropsThoseThatAreNotBegun() throws Exception {
    slow = 1;
    worker.sendItems(5);
    Thread slot = worker.stepAside(begun);

    worker.sendStop(Numbers.WORK, IndexSet.of(1, 3));
    worker.beatAfter(Duration.ZERO);
    slot.join();

    assertThat(interrupted).containsExactly(1);
    List<Entry> entries = worker.reported();
    assertThat(returned(entries)).containsExactlyInAnyOrder("1", "3");
    assertThat(entries)
        .filteredOn(Completed.class::isInstance)
        .map(one -> ((Completed) one).indexes().toString())
        .containsExactly("0,2,4");
  }

  @Test
  @Acceptance("M09")
  void aStopOfTheWholeRunStopsAllOfItsTasksHere() throws Exception {
    worker.sendItems(4);
    Thread slot = worker.stepAside(begun);

    worker.sendStop(-1, IndexSet.empty());
    worker.beatAfter(Duration.ZERO);
    slot.join();

    List<Entry> entries = worker.reported();
    assertThat(entries).allSatisfy(one -> assertThat(((Returned) one).orphaned()).isFalse());
    assertThat(returned(entries)).containsExactlyInAnyOrder("1-3", "0");
  }

  @Test
  void aStopOfAnotherRunOrStepOrRoundOrTaskTouchesNothing() throws Exception {
    worker.sendItems(1);
    Thread slot = worker.stepAside(begun);

    worker.sendStop(Numbers.SUMMARY, IndexSet.of(0));
    worker.sendStop(Numbers.WORK, IndexSet.of(7));
    worker.queue.send(
        "worker.w1",
        List.of(
            MessageCodec.encode(
                new Message.Stop(
                    WorkerFixture.RUN, Numbers.WORK, 1, IndexSet.of(0), "its round is over"))));
    worker.queue.send(
        "worker.w1",
        List.of(
            MessageCodec.encode(new Message.Stop("other", -1, 0, IndexSet.empty(), "cancelled"))));
    worker.beatAfter(Duration.ZERO);
    released.countDown();
    slot.join();

    assertThat(interrupted).isEmpty();
    assertThat(worker.reported()).singleElement().isInstanceOf(Completed.class);
  }

  @Test
  @Acceptance("M05")
  void aMessageToTheWorkerThatItCannotReadIsKept() throws Exception {
    worker.queue.send(
        "worker.w1", List.of(new byte[] {1}, MessageCodec.encode(new Message.Reply(true, ""))));
    worker.beatAfter(Duration.ZERO);
    assertThat(worker.queue.deadLetters("worker.w1", 10)).hasSize(2);
  }

  @Test
  void aSlowTaskNeverHoldsBackItsBatch() throws Exception {
    slow = 1;
    worker.sendItems(4);
    Thread slot = worker.stepAside(begun);

    worker.beatAfter(Duration.ofMillis(1_001));

    List<Entry> entries = worker.reported();
    assertThat(returned(entries)).containsExactly("2-3");
    assertThat(entries)
        .filteredOn(Completed.class::isInstance)
        .map(one -> ((Completed) one).indexes().toString())
        .containsExactly("0");
    released.countDown();
    slot.join();
    assertThat(worker.reported())
        .singleElement()
        .satisfies(one -> assertThat(((Completed) one).indexes()).isEqualTo(IndexSet.of(1)));
  }

  @Test
  void whatIsNotBegunIsGivenBackAfterATenthOfASecond() throws Exception {
    slow = 1;
    worker.sendItems(4);
    Thread slot = worker.stepAside(begun);

    worker.beatAfter(Duration.ofMillis(60));
    assertThat(returned(worker.reported())).isEmpty();
    worker.beatAfter(Duration.ofMillis(40));
    assertThat(returned(worker.reported())).isEmpty();
    worker.beatAfter(Duration.ofMillis(1));
    assertThat(returned(worker.reported())).containsExactly("2-3");

    released.countDown();
    slot.join();
  }

  @Test
  void aProcessThatStoodStillForAMomentGivesNothingBackAtItsFirstBeat() throws Exception {
    slow = 1;
    worker.sendItems(4);
    Thread slot = worker.stepAside(begun);

    worker.beatAfter(Duration.ofMillis(190));
    assertThat(returned(worker.reported())).isEmpty();

    released.countDown();
    slot.join();
    assertThat(worker.reported(Completed.class))
        .extracting(one -> one.indexes().toString())
        .containsExactly("0-3");
  }

  @Test
  void aSlotWhoseTaskDoesNotHeedItsInterruptIsAbandonedAfterTheGrace() throws Exception {
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    WorkerFixture stubborn = new WorkerFixture((item, task) -> hang(item, task, refusal));
    stubborn.sendItems(2);
    Thread slot = stubborn.stepAside(begun);

    stubborn.beatAfter(Numbers.TIMEOUT.plusMillis(1));
    stubborn.beatAfter(Duration.ofMillis(9_999));
    assertThat(stubborn.slots.abandoned()).isZero();
    stubborn.beatAfter(Duration.ofMillis(1));
    assertThat(stubborn.slots.abandoned()).isEqualTo(1);
    assertThat(stubborn.replaced).containsExactly(stubborn.slots.get(0));
    assertThat(stubborn.exhausted).isEqualTo(1);
    assertThat(stubborn.step()).as("the delivery is acknowledged by the next slot").isEqualTo(1);
    assertThat(stubborn.step()).isZero();
    assertThat(stubborn.reported(Failed.class))
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(FailureKind.TIMEOUT));

    released.countDown();
    slot.join();
    assertThat(stubborn.reported()).isEmpty();
    assertThat(refusal.get())
        .isInstanceOf(PortFailure.Fenced.class)
        .hasMessageContaining("the execution has ended");
    stubborn.slots.get(0).step();
    assertThat(stubborn.blobs.list("")).isEmpty();
  }

  private Answer hang(Item item, TaskContext task, AtomicReference<Throwable> refusal)
      throws Exception {
    begun.countDown();
    while (released.getCount() > 0) {
      Thread.onSpinWait();
    }
    try {
      task.blobs().write("late", new byte[1]);
    } catch (PortFailure e) {
      refusal.set(e);
    }
    return new Answer("late " + item.number());
  }

  @Test
  void anInterruptNeverMeetsTheNextTask() throws Exception {
    AtomicInteger strays = new AtomicInteger();
    AtomicInteger met = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    WorkerFixture busy =
        new WorkerFixture((item, task) -> {
          first.countDown();
          for (int i = 0; i < 200 && !task.cancelled(); i++) {
            Thread.onSpinWait();
          }
          boolean flagged = Thread.currentThread().isInterrupted();
          if (flagged && !task.cancelled()) {
            strays.incrementAndGet();
          }
          met.addAndGet(flagged ? 1 : 0);
          return new Answer("");
        });
    busy.sendItems(20_000);
    Thread slot = busy.stepAside(first);
    while (slot.isAlive()) {
      Assignment assignment = busy.slots.get(0).assignment();
      if (assignment != null) {
        assignment.stopRunning(0);
      }
    }
    slot.join();

    assertThat(strays).hasValue(0);
    assertThat(busy.reported(Completed.class).stream().mapToInt(one -> one.indexes().size()).sum())
        .isBetween(0, 20_000 - met.get());
  }

  private static List<String> returned(List<Entry> entries) {
    return entries.stream()
        .filter(Returned.class::isInstance)
        .map(one -> ((Returned) one).indexes().toString())
        .toList();
  }
}
