package dev.pawl.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.Report;
import dev.pawl.wire.Message.TaskBatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuditTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Audit audit = new Audit(nanos::get, 10, false);

  @Test
  void whatLeavesAfterItsFlushIsFine() {
    audit.flushed("run", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 10)));
    audit.sending(batch(0, 10));
    audit.flushed("run", confirmed(0, 10));
    audit.acknowledging(report(0, 10));

    assertThat(audit.seen().early()).isZero();
  }

  @Test
  void aTaskThatLeavesBeforeItsScheduleIsFlushedIsCounted() {
    audit.flushed("run", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 4)));
    audit.sending(batch(0, 10));

    assertThat(audit.seen().early()).isEqualTo(6);
  }

  @Test
  void aResultThatIsAcknowledgedBeforeItIsFlushedIsCounted() {
    audit.flushed("run", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 10)));
    audit.sending(batch(0, 10));
    audit.flushed("run", confirmed(0, 7));
    audit.acknowledging(report(0, 10));

    assertThat(audit.seen().early()).isEqualTo(3);
  }

  @Test
  void theTimeOfATaskRunsFromItsSendingToItsFlushWithoutTheHandler() {
    audit.flushed("run", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 1)));
    audit.sending(batch(0, 1));
    nanos.addAndGet(40_000);
    audit.flushed("run", confirmed(0, 1));

    assertThat(audit.seen().p50Micros()).isEqualTo(31);
  }

  @Test
  void fairnessIsThatOfTheMeasuredRunsAndNotOfTheWarmUp() {
    audit.flushed("run", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 10)));
    audit.flushed("other", new RunEvent.TasksScheduled(0, 2, IndexSet.range(0, 10)));
    audit.flushed("run", confirmed(0, 5));
    audit.begin();
    audit.flushed("other", confirmed(0, 1));
    audit.flushed("run", confirmed(5, 9));

    assertThat(audit.seen().fairness()).isEqualTo(4);
  }

  private static TaskBatch batch(int from, int to) {
    IndexSet indexes = IndexSet.range(from, to);
    return new TaskBatch(
        "run", "noop", 1, "digest", 2, 0, InputForm.VALUE, indexes, List.of(), values(indexes));
  }

  private static RunEvent confirmed(int from, int to) {
    IndexSet indexes = IndexSet.range(from, to);
    return new RunEvent.ResultsConfirmed(
        0, 2, indexes, List.of(), 1, values(indexes), 9L * indexes.size(), 9);
  }

  private static Report report(int from, int to) {
    IndexSet indexes = IndexSet.range(from, to);
    return new Report(
        "w",
        List.of(new Entry.Completed("run", 2, 0, indexes, List.of(), 1, values(indexes), 0, 0)));
  }

  private static Payloads values(IndexSet indexes) {
    return new Payloads(
        "{}".repeat(indexes.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.util.stream.IntStream.rangeClosed(1, indexes.size()).map(i -> 2 * i).toArray());
  }
}
