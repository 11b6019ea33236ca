package dev.pawl.processing;

import static dev.pawl.processing.WorkerFixture.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.TaskHandler;
import dev.pawl.input.PinnedFiles;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Failed;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTasksTest {

  @Test
  void aBatchIsReportedAsOneColumnAndAcknowledged() throws Exception {
    WorkerFixture worker = new WorkerFixture((item, context) -> new Answer("n" + item.number()));
    worker.sendItems(3);

    assertThat(worker.step()).isEqualTo(1);

    Completed completed = worker.reported(Completed.class).getFirst();
    assertThat(completed.run()).isEqualTo(RUN);
    assertThat(completed.step()).isEqualTo(Numbers.WORK);
    assertThat(completed.indexes()).isEqualTo(IndexSet.range(0, 3));
    assertThat(completed.attempts()).isEmpty();
    assertThat(completed.results())
        .isEqualTo(Payloads.ofText("{\"text\":\"n0\"}", "{\"text\":\"n1\"}", "{\"text\":\"n2\"}"));
    assertThat(worker.step()).isZero();
  }

  @Test
  void timesAreThoseOfTheTasks() throws Exception {
    WorkerFixture[] worker = new WorkerFixture[1];
    worker[0] =
        new WorkerFixture((item, context) -> {
          worker[0].clock.advance(Duration.ofMillis(10L * item.number()));
          return new Answer("");
        });
    worker[0].sendItems(4);
    worker[0].step();

    Completed completed = worker[0].reported(Completed.class).getFirst();
    assertThat(completed.micros()).isEqualTo(60_000);
    assertThat(completed.slowestMicros()).isEqualTo(30_000);
  }

  @Test
  void resultsAreReportedWhileABatchTakesLong() throws Exception {
    WorkerFixture[] worker = new WorkerFixture[1];
    worker[0] =
        new WorkerFixture((item, context) -> {
          worker[0].clock.advance(Duration.ofMillis(150));
          return new Answer("");
        });
    worker[0].sendItems(5);
    worker[0].step();

    assertThat(worker[0].reported(Completed.class))
        .extracting(one -> one.indexes().toString())
        .containsExactly("0-2", "3-4");
  }

  @Test
  void manyLargeResultsAreReportedInPieces() throws Exception {
    String large = "x".repeat(4_000);
    WorkerFixture worker = new WorkerFixture((item, context) -> new Answer(large));
    worker.sendItems(600);
    worker.step();

    List<Completed> completed = worker.reported(Completed.class);
    assertThat(completed)
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.results().length()).isLessThan(1_100_000));
    assertThat(completed.stream().mapToInt(one -> one.indexes().size()).sum()).isEqualTo(600);
  }

  @Test
  void attemptsAreReportedWithTheirResults() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> new Answer("attempt " + context.attempt()));
    TaskBatch first =
        worker.batch(Numbers.WORK, InputForm.VALUE, "{\"number\":0}", "{\"number\":1}");
    worker.send(
        new TaskBatch(
            RUN,
            "numbers",
            1,
            first.digest(),
            Numbers.WORK,
            0,
            InputForm.VALUE,
            IndexSet.of(4, 9),
            List.of(1, 3),
            first.inputs()));
    worker.step();

    Completed completed = worker.reported(Completed.class).getFirst();
    assertThat(completed.attempts()).containsExactly(1, 3);
    assertThat(completed.results().text(1)).contains("attempt 3");
    assertThat(completed.indexes()).isEqualTo(IndexSet.of(4, 9));
  }

  @Test
  void aHandlerThatThrowsFailsItsTaskAloneAndSaysWhy() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          if (item.number() == 1) {
            context.log("about to fail");
            throw new IOException("the answer is late", new IllegalStateException("no ink"));
          }
          return new Answer("");
        });
    worker.sendItems(3);
    worker.step();

    var entries = worker.reported();
    Failed failed = (Failed) entries.get(0);
    assertThat(failed.index()).isEqualTo(1);
    assertThat(failed.kind()).isEqualTo(FailureKind.ERROR);
    assertThat(failed.error())
        .contains(
            "java.io.IOException: the answer is late",
            "RunningTasksTest",
            "caused by java.lang.IllegalStateException: no ink")
        .endsWith("log:\nabout to fail");
    Completed completed = (Completed) entries.get(1);
    assertThat(completed.indexes()).isEqualTo(IndexSet.of(0, 2));
    assertThat(completed.nonce()).isEqualTo(failed.nonce());
  }

  @Test
  void errorsOfTheMachineFailATaskToo() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          if (item.number() == 0) {
            throw new NoClassDefFoundError("missing");
          }
          return new Answer("" + depth(0));
        });
    worker.sendItems(2);
    worker.step();

    assertThat(worker.reported(Failed.class))
        .extracting(one -> one.kind() + " " + one.error().substring(0, 20))
        .containsExactly("ERROR java.lang.NoClassDef", "ERROR java.lang.StackOverf");
  }

  @SuppressWarnings("InfiniteRecursion") // overflowing the stack is what it is for
  private static int depth(int depth) {
    return 1 + depth(depth + 1);
  }

  @Test
  void aPermanentFailureIsNotTriedAgain() throws Exception {
    Failed failed = failureOf("{\"number\":1}", new PermanentFailure("there is no answer"));
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error()).contains("there is no answer");
  }

  @Test
  void aFailureThatCannotEvenTellItsMessageIsReportedAllTheSame() throws Exception {
    Failed failed =
        failureOf(
            "{\"number\":1}",
            new IllegalStateException() {
              private static final long serialVersionUID = 1;

              @Override
              public String getMessage() {
                throw new AssertionError("no message");
              }
            });
    assertThat(failed.kind()).isEqualTo(FailureKind.ERROR);
    assertThat(failed.error()).isEqualTo("its failure cannot be told: java.lang.AssertionError");
  }

  @Test
  void anErrorTextIsBounded() throws Exception {
    Failed failed = failureOf("{\"number\":1}", new IllegalStateException("x".repeat(100_000)));
    assertThat(failed.error()).hasSizeLessThanOrEqualTo(4_000);
  }

  @Test
  void anInputThatCannotBeReadIsAPermanentFailureThatSaysWhere() throws Exception {
    Failed failed = failureOf("{\"nummer\":1}", new IllegalStateException("never reached"));
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error())
        .startsWith("the input of step 'work it out' task 0 cannot be read")
        .contains("number");
  }

  @Test
  void aResultOverItsLimitIsAPermanentFailureThatPointsToBlobs() throws Exception {
    WorkerFixture worker = new WorkerFixture((item, context) -> new Answer("x".repeat(4_096)));
    worker.sendItems(1);
    worker.step();

    Failed failed = worker.reported(Failed.class).getFirst();
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error()).contains("at most 4096 bytes", "found 4107", "belongs in a blob");
  }

  @Test
  void theOneResultOfAStepMayBeLarger() throws Exception {
    WorkerFixture worker =
        new WorkerFixture(
            Numbers.scripted(
                (item, context) -> new Answer(""),
                (list, context) -> new Answer("x".repeat(list.size() * 30_000))));
    worker.send(Numbers.SUMMARY, InputForm.VALUE, "[{\"text\":\"a\"},{\"text\":\"b\"}]");
    worker.step();
    assertThat(worker.reported(Completed.class)).hasSize(1);

    worker.send(
        Numbers.SUMMARY, InputForm.VALUE, "[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"}]");
    worker.step();
    assertThat(worker.reported(Failed.class).getFirst().error()).contains("at most 65536 bytes");
  }

  @Test
  void noResultIsAPermanentFailure() throws Exception {
    WorkerFixture worker = new WorkerFixture((item, context) -> nothing());
    worker.sendItems(1);
    worker.step();
    assertThat(worker.reported(Failed.class).getFirst().error())
        .contains("should be a " + Answer.class.getName() + ", found null");
  }

  @SuppressWarnings("NullAway")
  private static Answer nothing() {
    return null;
  }

  @Test
  void aProcessThatIsNotLoadedFailsItsTasksAndNamesWhatIs() throws Exception {
    WorkerFixture worker = new WorkerFixture((item, context) -> new Answer(""));
    TaskBatch known = worker.batch(Numbers.WORK, InputForm.VALUE, "{\"number\":0}");
    worker.send(
        new TaskBatch(
            RUN,
            "numbers",
            2,
            known.digest(),
            Numbers.WORK,
            0,
            known.form(),
            known.indexes(),
            List.of(),
            known.inputs()));
    worker.send(
        new TaskBatch(
            RUN,
            "numbers",
            1,
            "0123",
            Numbers.WORK,
            0,
            known.form(),
            known.indexes(),
            List.of(),
            known.inputs()));
    worker.send(worker.batch(77, InputForm.VALUE, "{\"number\":0}"));
    worker.step();
    worker.step();
    worker.step();

    String loaded = "it has loaded 'numbers' version 1 with graph " + known.digest();
    assertThat(worker.reported(Failed.class))
        .hasSize(3)
        .allSatisfy(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.ERROR))
        .allSatisfy(failed -> assertThat(failed.error()).contains("cannot run step", loaded));
  }

  @Test
  void aHandlerIsMadeOnceAndOneThatCannotBeMadeFailsItsTasks() throws Exception {
    AtomicInteger made = new AtomicInteger();
    WorkerFixture worker =
        new WorkerFixture(
            new HandlerFactory() {
              @Override
              public <H extends TaskHandler<?, ?>> H create(Class<H> handler) {
                if (handler == Numbers.Summary.class) {
                  throw new IllegalStateException("no bean");
                }
                made.incrementAndGet();
                return handler.cast(new Numbers.Work((item, context) -> new Answer("")));
              }
            });
    worker.sendItems(2);
    worker.sendItems(2);
    worker.send(Numbers.SUMMARY, InputForm.VALUE, "[]");
    worker.step();
    worker.step();
    worker.step();

    assertThat(made).hasValue(1);
    assertThat(worker.reported(Failed.class).getFirst().error())
        .contains("'summary' cannot be made", "no bean");
  }

  @Test
  @Acceptance("D09")
  void aFileThatChangedSinceTheRunStartedFailsTheTaskThatMeetsIt(@TempDir Path folder)
      throws Exception {
    Path path = Files.writeString(folder.resolve("input.csv"), "a,1");
    InputFile pinned = PinnedFiles.pin(InputFile.of(path.toString()));
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          try (InputStream stream = context.open(pinned)) {
            return new Answer(
                new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
          }
        });
    worker.sendItems(1);
    worker.step();
    assertThat(worker.reported(Completed.class).getFirst().results().text(0)).contains("a,1");

    Files.writeString(path, "a,2");
    worker.sendItems(1);
    worker.step();
    Failed failed = worker.reported(Failed.class).getFirst();
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error()).contains("input.csv changed since the run started");
  }

  @Test
  void theIdempotencyKeyIsTheSameForEachExecutionOfATaskAndOfNoOther() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> new Answer(context.idempotencyKey()));
    worker.sendItems(2);
    worker.sendItems(2);
    worker.step();
    worker.step();

    List<Completed> twice = worker.reported(Completed.class);
    assertThat(twice.get(0).results()).isEqualTo(twice.get(1).results());
    assertThat(twice.get(0).nonce()).isNotEqualTo(twice.get(1).nonce());
    assertThat(twice.get(0).results().text(0)).isNotEqualTo(twice.get(0).results().text(1));
  }

  @Test
  void eachRoundOfARepeatIsReportedAndHasAnIdempotencyKeyOfItsOwn() throws Exception {
    WorkerFixture worker =
        new WorkerFixture(
            (item, context) -> new Answer(context.round() + " " + context.idempotencyKey()));
    TaskBatch first = worker.batch(Numbers.WORK, InputForm.VALUE, "{\"number\":0}");
    worker.send(first);
    worker.send(
        new TaskBatch(
            RUN,
            "numbers",
            1,
            first.digest(),
            Numbers.WORK,
            3,
            InputForm.VALUE,
            first.indexes(),
            List.of(),
            first.inputs()));
    worker.step();
    worker.step();

    List<Completed> both = worker.reported(Completed.class);
    assertThat(both).extracting(Completed::round).containsExactly(0, 3);
    String key = both.get(0).results().text(0);
    assertThat(key).startsWith("{\"text\":\"0 ");
    assertThat(both.get(1).results().text(0))
        .startsWith("{\"text\":\"3 ")
        .isNotEqualTo(key.replace("\"0 ", "\"3 "));
  }

  private static Failed failureOf(String input, RuntimeException failure)
      throws InterruptedException {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> {
          throw failure;
        });
    worker.send(Numbers.WORK, InputForm.VALUE, input);
    worker.step();
    return worker.reported(Failed.class).getFirst();
  }
}
