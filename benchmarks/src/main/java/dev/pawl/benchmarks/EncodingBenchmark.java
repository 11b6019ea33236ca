package dev.pawl.benchmarks;

import dev.pawl.run.IndexSet;
import dev.pawl.run.RunCommand.ConfirmResults;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.wire.EventCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.MessageCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a task costs as bytes, in an event, a task batch and a report of 1,024 tasks each. An
 * operation is one task.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class EncodingBenchmark {
  static final int TASKS = 1_024;
  private static final int STEP = 2;
  private static final IndexSet INDEXES = IndexSet.range(100_000, 100_000 + TASKS);

  /** Bytes of each input and result; 2 is an empty record. */
  @Param({"2", "500"})
  public int payload = 2;

  private RunEvent event = confirmed(2);
  private Message batch = taskBatch(2);
  private Message report = report(2);
  private EventRecord eventBytes = EventCodec.encode(event);
  private byte[] batchBytes = MessageCodec.encode(batch);
  private byte[] reportBytes = MessageCodec.encode(report);

  @Setup
  public void values() {
    event = confirmed(payload);
    batch = taskBatch(payload);
    report = report(payload);
    eventBytes = EventCodec.encode(event);
    batchBytes = MessageCodec.encode(batch);
    reportBytes = MessageCodec.encode(report);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public EventRecord encodeEvent() {
    return EventCodec.encode(event);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public RunEvent decodeEvent() {
    return EventCodec.decode(eventBytes.type(), eventBytes.payload());
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public byte[] encodeTaskBatch() {
    return MessageCodec.encode(batch);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public Message decodeTaskBatch() {
    return MessageCodec.decode(batchBytes);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public byte[] encodeReport() {
    return MessageCodec.encode(report);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public Message decodeReport() {
    return MessageCodec.decode(reportBytes);
  }

  /** The limit: a copy of the event's bytes. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public byte[] limit() {
    return eventBytes.payload().clone();
  }

  private static RunEvent confirmed(int bytes) {
    ConfirmResults c = Aggregate.confirmation(STEP, INDEXES, bytes);
    return new ResultsConfirmed(
        c.time(),
        c.step(),
        c.indexes(),
        c.attempts(),
        c.nonce(),
        c.results(),
        c.micros(),
        c.slowestMicros());
  }

  private static Message taskBatch(int bytes) {
    return new Message.TaskBatch(
        "one-step-1",
        "one-step",
        1,
        "digest",
        STEP,
        0,
        Message.InputForm.VALUE,
        INDEXES,
        List.of(),
        Aggregate.results(TASKS, bytes));
  }

  private static Message report(int bytes) {
    ConfirmResults c = Aggregate.confirmation(STEP, INDEXES, bytes);
    Entry entry =
        new Entry.Completed(
            "one-step-1",
            c.step(),
            c.round(),
            c.indexes(),
            c.attempts(),
            c.nonce(),
            c.results(),
            c.micros(),
            c.slowestMicros());
    return new Message.Report("worker-1", List.of(entry));
  }
}
