package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Failed;
import dev.pawl.wire.Message.Entry.Returned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final WorkerFixture worker =
      new WorkerFixture((item, context) -> new Answer("n" + item.number()));

  @Test
  @Acceptance("M05")
  void aMessageThatNobodyCanReadIsKeptAndHoldsNothingUp() throws Exception {
    worker.queue.send("tasks.default", List.of("rubbish".getBytes(UTF_8)));
    worker.send(new Message.Reply(true, "not for workers"));
    worker.sendItems(1);
    worker.step();
    worker.step();
    worker.step();

    assertThat(worker.reported(Completed.class)).hasSize(1);
    assertThat(worker.queue.deadLetters("tasks.default", 10)).hasSize(2);
    assertThat(worker.queue.deadLetters("tasks.default", 10).getLast().reason())
        .contains("should be a TaskBatch, found Reply");
    assertThat(worker.queue.deadLetters("tasks.default", 10).getFirst().body())
        .isEqualTo("rubbish".getBytes(UTF_8));
  }

  @Test
  @Acceptance("M05")
  void aMessageThatNobodyCanReadIsKeptWhenTheQueueCanBeReachedAgain() throws Exception {
    FailingQueue failing = new FailingQueue(worker.queue.open());
    WorkerFixture reader = WorkerFixture.over(failing, (item, context) -> new Answer(""));
    worker.queue.send("tasks.default", List.of("rubbish".getBytes(UTF_8)));

    failing.settles = false;
    assertThatThrownBy(reader::step).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(worker.queue.deadLetters("tasks.default", 10)).isEmpty();

    failing.settles = true;
    reader.step();
    assertThat(worker.queue.deadLetters("tasks.default", 10)).hasSize(1);
  }

  @Test
  @Acceptance("M10")
  void aBatchWhoseWorkerDiedGoesBackWithoutBeingRun() throws Exception {
    worker.sendItems(3);
    die(1);
    worker.step();

    Returned returned = (Returned) worker.reported().getFirst();
    assertThat(returned.orphaned()).isTrue();
    assertThat(returned.indexes()).isEqualTo(IndexSet.range(0, 3));
    assertThat(worker.step()).isZero();
  }

  @Test
  void aSingleTaskWhoseWorkerDiedIsRunAgain() throws Exception {
    worker.sendItems(1);
    die(5 - 1);
    worker.step();
    assertThat(worker.reported(Completed.class)).hasSize(1);
  }

  @Test
  @Acceptance("M04")
  void aTaskThatKilledItsWorkersIsReportedAsFailedAndNotRun() throws Exception {
    worker.sendItems(1);
    die(5);
    worker.step();

    Failed failed = worker.reported(Failed.class).getFirst();
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error()).isEqualTo("its worker died 5 times while it ran");
    assertThat(worker.step()).isZero();
  }

  @Test
  @Acceptance("M01")
  void aMessageHasOneOwnerAtATime() throws Exception {
    List<Entry> reported = new ArrayList<>();
    WorkerFixture[] both = new WorkerFixture[2];
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      both[i] =
          WorkerFixture.over(
              worker.queue.open(),
              (item, context) -> {
                assertThat(both[other].parts.queue().receive("tasks.default", 1, Duration.ZERO))
                    .isEmpty();
                return new Answer("");
              });
    }
    worker.sendItems(1);
    assertThat(both[0].step() + both[1].step()).isEqualTo(1);
    reported.addAll(worker.reported());
    assertThat(reported).singleElement().isInstanceOf(Completed.class);
  }

  @Test
  void aDeliveryIsAcknowledgedOnlyAfterItsReportAndWhatCouldNotBeSentIsSentLater()
      throws Exception {
    FailingQueue failing = new FailingQueue(worker.queue.open());
    WorkerFixture broken = WorkerFixture.over(failing, (item, context) -> new Answer("once"));
    worker.sendItems(2);

    failing.sends = false;
    assertThatThrownBy(broken::step).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(failing.settled).isZero();

    failing.sends = true;
    assertThat(broken.step()).isEqualTo(1);
    assertThat(failing.settled).isEqualTo(1);
    assertThat(worker.reported(Completed.class))
        .singleElement()
        .satisfies(one -> assertThat(one.indexes().size()).isEqualTo(2));
  }

  @Test
  void aCrashBetweenReportAndAcknowledgementLeadsToADuplicate() throws Exception {
    FailingQueue failing = new FailingQueue(worker.queue.open());
    WorkerFixture dying = WorkerFixture.over(failing, (item, context) -> new Answer("first"));
    failing.settles = false;
    worker.sendItems(1);
    assertThatThrownBy(dying::step).isInstanceOf(PortFailure.Unavailable.class);
    failing.close();
    worker.step();

    List<Completed> twice = worker.reported(Completed.class);
    assertThat(twice).hasSize(2);
    assertThat(twice).extracting(Completed::indexes).containsOnly(IndexSet.of(0));
  }

  /** Lets as many workers die while they hold the message. */
  private void die(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      MemoryTaskQueue doomed = worker.queue.open();
      assertThat(doomed.receive("tasks.default", 1, Duration.ZERO)).hasSize(1);
      doomed.close();
    }
  }
}
