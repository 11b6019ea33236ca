package dev.pawl.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.TaskContext;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Returned;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers with threads of their own. */
class WorkerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final WorkerFixture place = new WorkerFixture((item, context) -> new Answer(""));
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Worker> workers = new ArrayList<>();

  @AfterEach
  void closeWorkers() {
    released.countDown();
    workers.forEach(Worker::close);
  }

  @Test
  void manyBatchesAreWorkedOffByManySlots() throws Exception {
    start("w1", 4, (item, context) -> new Answer(""), place.queue.open());
    for (int i = 0; i < 100; i++) {
      place.sendItems(50);
    }
    int done = 0;
    while (done < 5_000) {
      for (Entry entry : awaitEntries(entries -> !entries.isEmpty())) {
        switch (entry) {
          case Completed completed -> done += completed.indexes().size();
          // Of a slot that a busy machine left waiting; the orchestrator would send them again.
          case Returned returned -> place.sendItems(returned.indexes().size());
          case Entry.Running _ -> {}
          case Entry.Failed failed -> assertThat(failed).isNull();
        }
      }
    }
    assertThat(done).isEqualTo(5_000);
  }

  @Test
  @Acceptance("M03")
  void aWorkerAddedInTheMiddleTakesOverWhatWaits() throws Exception {
    start("w1", 1, this::firstWaits, place.queue.open());
    place.sendItems(1);
    begun.await();
    place.sendItems(1);
    place.sendItems(1);
    start("w2", 1, (item, context) -> new Answer("second"), place.queue.open());

    assertThat(indexes(awaitEntries(entries -> indexes(entries) == 2))).isEqualTo(2);
    released.countDown();
    assertThat(indexes(awaitEntries(entries -> indexes(entries) == 1))).isEqualTo(1);
  }

  @Test
  void aGracefulStopLetsTheRunningTaskEndAndGivesTheRestBack() throws Exception {
    Worker worker = start("w1", 1, this::firstWaits, place.queue.open());
    place.sendItems(5);
    begun.await();
    Thread stopping = Thread.ofPlatform().start(() -> worker.stop(LONG));
    List<Entry> returned =
        awaitEntries(entries -> entries.stream().anyMatch(Returned.class::isInstance));
    released.countDown();
    stopping.join();

    assertThat(returned)
        .filteredOn(Returned.class::isInstance)
        .map(one -> ((Returned) one).indexes())
        .containsExactly(IndexSet.range(1, 5));
    assertThat(place.reported(Completed.class))
        .map(Completed::indexes)
        .containsExactly(IndexSet.of(0));
    place.sendItems(1);
    assertThat(place.queue.depth("tasks.default")).isEqualTo(1);
    assertThat(worker.busySlots()).isZero();
  }

  @Test
  void aStopWithoutGraceInterruptsTheRunningTaskAndGivesItBack() throws Exception {
    TaskQueue connection = place.queue.open();
    Worker worker = start("w1", 1, this::firstWaits, connection);
    place.sendItems(1);
    begun.await();

    worker.stop(Duration.ZERO);
    connection.close();

    assertThat(place.reported(Returned.class))
        .map(Returned::indexes)
        .containsExactly(IndexSet.of(0));
    assertThat(place.queue.depth("tasks.default")).as("the delivery was acknowledged").isZero();
  }

  @Test
  void aTaskThatHeedsNothingDoesNotKeepTheWorkerFromStopping() throws Exception {
    Worker worker =
        start(
            "w1",
            1,
            (item, context) -> {
              begun.countDown();
              while (released.getCount() > 0) {
                Thread.onSpinWait();
              }
              return new Answer("");
            },
            place.queue.open());
    place.sendItems(1);
    begun.await();
    worker.stop(Duration.ZERO);

    assertThat(place.reported(Returned.class))
        .map(Returned::indexes)
        .containsExactly(IndexSet.of(0));
  }

  @Test
  void aWorkerGoesOnWhenItsQueueIsThereAgain() throws Exception {
    FailingQueue connection = new FailingQueue(place.queue.open());
    connection.sends = false;
    start("w1", 1, this::releasedAtOnce, connection);
    place.sendItems(3);
    begun.await();
    connection.sends = true;

    assertThat(indexes(awaitEntries(entries -> indexes(entries) == 3))).isEqualTo(3);
  }

  @Test
  void aSimulatorMovesAWorkerStepByStep() throws Exception {
    Worker worker = worker("w1", 2, (item, context) -> new Answer(""), place.queue.open());
    place.sendItems(1);
    place.sendItems(1);
    place.sendItems(1);

    assertThat(worker.step()).isEqualTo(2);
    assertThat(worker.step()).isEqualTo(1);
    assertThat(worker.step()).isZero();
    assertThat(place.reported(Completed.class)).hasSize(3);
  }

  private Answer firstWaits(Numbers.Item item, TaskContext context) throws InterruptedException {
    if (item.number() == 0) {
      begun.countDown();
      released.await();
    }
    return new Answer("first");
  }

  private Answer releasedAtOnce(Numbers.Item item, TaskContext context) {
    begun.countDown();
    return new Answer("");
  }

  private Worker start(String id, int slots, Numbers.Script<Numbers.Item> work, TaskQueue queue) {
    Worker worker = worker(id, slots, work, queue);
    worker.start();
    return worker;
  }

  private Worker worker(String id, int slots, Numbers.Script<Numbers.Item> work, TaskQueue queue) {
    WorkerSettings settings =
        WorkerSettings.of(id, "default", slots)
            .withPatience(Duration.ofMillis(5))
            .withInterruptGrace(Duration.ofMillis(20));
    Worker worker =
        Worker.with(settings)
            .definitions(Definitions.of("test", new Numbers()))
            .handlers(Numbers.scripted(work, (list, context) -> new Answer("")))
            .over(queue, place.blobs, place.codec);
    workers.add(worker);
    return worker;
  }

  /** Takes reports until they are enough, for half a minute at most. */
  private List<Entry> awaitEntries(Predicate<List<Entry>> enough) throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    while (!enough.test(entries)) {
      List<TaskQueue.Delivery> deliveries = place.queue.receive("orchestrator", 1, LONG);
      assertThat(deliveries).as("more reports than %s", entries).isNotEmpty();
      entries.addAll(
          ((Message.Report) MessageCodec.decode(deliveries.getFirst().body())).entries());
      place.queue.settle(deliveries, new TaskQueue.Settlement.Acknowledge());
    }
    return entries;
  }

  private static int indexes(List<Entry> entries) {
    return entries.stream()
        .filter(Completed.class::isInstance)
        .mapToInt(one -> ((Completed) one).indexes().size())
        .sum();
  }
}
