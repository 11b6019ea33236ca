package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.TaskContext;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.processing.Numbers.Item;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Failed;
import dev.pawl.wire.Message.InputForm;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskBlobsTest {

  @Test
  @Acceptance("D05")
  void handlersWithAndWithoutOutputBlobsWork() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) ->
            item.number() == 0
                ? new Answer("small")
                : new Answer(context.blobs().write("table", new byte[99]).key()));
    worker.sendItems(2);
    worker.step();

    Completed completed = worker.reported(Completed.class).getFirst();
    assertThat(completed.results().text(0)).contains("small");
    String key = String.format("run-1/02-work_it_out/1/%016x/table", completed.nonce());
    assertThat(completed.results().text(1)).isEqualTo("{\"text\":\"" + key + "\"}");
    assertThat(worker.blobs.list("run-1/")).extracting(BlobEntry::key).containsExactly(key);
  }

  @Test
  @Acceptance("D01")
  void aBlobIsNeverWrittenTwiceByOneExecution() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          context.blobs().write("table", new byte[] {1});
          assertThatThrownBy(() -> context.blobs().write("table", new byte[] {2}))
              .isInstanceOf(PortFailure.Conflict.class);
          return new Answer("refused");
        });
    worker.sendItems(1);
    worker.step();
    assertThat(worker.reported(Completed.class)).hasSize(1);
  }

  @Test
  @Acceptance({"D06", "M02"})
  void aCrashAfterTheBlobAndBeforeTheReportConvergesWhenTheTaskIsRunAgain() throws Exception {
    WorkerFixture survivor = new WorkerFixture(TaskBlobsTest::writeTable);
    FailingQueue connection = new FailingQueue(survivor.queue.open());
    WorkerFixture doomed =
        WorkerFixture.over(
            connection,
            (item, context) -> {
              BlobRef written = survivor.blobs.create("run-1/02-work_it_out/0/dead/table").commit();
              return new Answer(written.key());
            });
    survivor.sendItems(1);
    connection.sends = false;
    assertThatThrownBy(doomed::step).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(survivor.step()).as("claimed by the worker that is about to die").isZero();
    connection.close();
    survivor.step();

    Completed completed = survivor.reported(Completed.class).getFirst();
    String key = String.format("run-1/02-work_it_out/0/%016x/table", completed.nonce());
    assertThat(completed.results().text(0)).contains(key);
    assertThat(survivor.blobs.list("run-1/")).hasSize(2).extracting(BlobEntry::key).contains(key);
  }

  private static Answer writeTable(Item item, TaskContext context) throws Exception {
    return new Answer(context.blobs().write("table", "rows".getBytes(UTF_8)).key());
  }

  @Test
  @Acceptance("D07")
  void aDamagedBlobFailsItsTaskVisibly() throws Exception {
    AtomicReference<BlobRef> damaged = new AtomicReference<>();
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          try (InputStream stream = context.blobs().read(damaged.get())) {
            return new Answer(new String(stream.readAllBytes(), UTF_8));
          }
        });
    try (BlobWriter writer = worker.blobs.create("run-1/table")) {
      writer.write(1);
      BlobRef written = writer.commit();
      damaged.set(new BlobRef(written.key(), written.size(), "00000000"));
    }
    worker.sendItems(1);
    worker.step();

    Failed failed = worker.reported(Failed.class).getFirst();
    assertThat(failed.error())
        .contains(
            "PortFailure$Corrupt", "blob run-1/table should have 1 bytes with checksum 00000000");
  }

  @Test
  void nothingIsWrittenAfterAnExecutionHasEnded() throws Exception {
    AtomicReference<Blobs> kept = new AtomicReference<>();
    AtomicReference<BlobWriter> open = new AtomicReference<>();
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          kept.set(context.blobs());
          open.set(context.blobs().create("left-open"));
          return new Answer("");
        });
    worker.sendItems(1);
    worker.step();

    assertThatThrownBy(() -> kept.get().create("late")).isInstanceOf(PortFailure.Fenced.class);
    assertThatThrownBy(() -> open.get().write(1)).isInstanceOf(PortFailure.Fenced.class);
    assertThatThrownBy(() -> open.get().commit()).isInstanceOf(PortFailure.Fenced.class);
    assertThat(worker.blobs.list("")).isEmpty();
  }

  @Test
  void aNameThatIsNoKeyIsRefused() throws Exception {
    WorkerFixture worker =
        new WorkerFixture(
            (item, context) -> new Answer(context.blobs().write("../../other", new byte[1]).key()));
    worker.send(Numbers.WORK, InputForm.VALUE, "{\"number\":0}");
    worker.step();
    assertThat(worker.reported(Failed.class).getFirst().error())
        .contains("a blob key should be segments");
    assertThat(worker.blobs.list("")).isEmpty();
  }
}
