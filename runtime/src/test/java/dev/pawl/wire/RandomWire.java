package dev.pawl.wire;

import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.graph.Step.Guard;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.IntLists;
import dev.pawl.run.ParentTask;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.Request;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random events and messages of one seed. */
final class RandomWire {
  private final SplittableRandom random;

  RandomWire(long seed) {
    this.random = new SplittableRandom(seed);
  }

  RunEvent event(EventType type) {
    IndexSet set = indexes();
    return switch (type) {
      case RUN_STARTED ->
          new RunEvent.RunStarted(
              time(), text(), number(), text(), text(), steps(), text(), bytes(), parent());
      case TASKS_SCHEDULED -> new RunEvent.TasksScheduled(time(), number(), set);
      case TASKS_DISPATCHED -> new RunEvent.TasksDispatched(time(), number(), set, text());
      case TASKS_RETURNED ->
          new RunEvent.TasksReturned(time(), number(), set, random.nextBoolean());
      case RESULTS_CONFIRMED ->
          new RunEvent.ResultsConfirmed(
              time(),
              number(),
              set,
              attempts(set),
              random.nextLong(),
              values(set.size()),
              time(),
              time());
      case RETRY_PLANNED ->
          new RunEvent.RetryPlanned(
              time(), number(), number(), number(), random.nextLong(), kind(), text(), time());
      case TASK_REISSUED ->
          new RunEvent.TaskReissued(time(), number(), number(), number(), kind(), text());
      case RETRIES_ISSUED -> new RunEvent.RetriesIssued(time(), number(), set);
      case TASK_QUARANTINED ->
          new RunEvent.TaskQuarantined(
              time(), number(), number(), number(), random.nextLong(), kind(), text());
      case QUARANTINE_LIFTED -> new RunEvent.QuarantineLifted(time(), number(), set);
      case FANNED_OUT ->
          new RunEvent.FannedOut(
              time(), number(), number(), values(random.nextInt(20)), number(), number());
      case PLANNED -> planned();
      case COMBINED -> new RunEvent.Combined(time(), number(), set, values(set.size()));
      case FOLDED -> new RunEvent.Folded(time(), number(), number(), bytes());
      case BRANCH_CHOSEN -> new RunEvent.BranchChosen(time(), number(), random.nextBoolean());
      case SIGNAL_RECEIVED -> new RunEvent.SignalReceived(time(), number(), bytes());
      case ROUND_BEGAN ->
          new RunEvent.RoundBegan(
              time(), number(), set.isEmpty() ? IndexSet.of(1) : set, number(), bytes());
      case SECOND_ATTEMPT_ISSUED ->
          new RunEvent.SecondAttemptIssued(time(), number(), number(), number(), time());
      case ATTEMPT_DROPPED ->
          new RunEvent.AttemptDropped(
              time(), number(), number(), number(), random.nextLong(), kind(), text());
      case ROUNDS_ENDED -> new RunEvent.RoundsEnded(time(), number(), number());
      case STEP_COMPLETED -> new RunEvent.StepCompleted(time(), number(), set);
      case RUN_PAUSED -> new RunEvent.RunPaused(time());
      case RUN_PARKED -> new RunEvent.RunParked(time(), number(), text());
      case RUN_RESUMED -> new RunEvent.RunResumed(time());
      case RUN_STALLED -> new RunEvent.RunStalled(time(), number());
      case RUN_COMPLETED -> new RunEvent.RunCompleted(time(), bytes());
      case RUN_FAILED -> new RunEvent.RunFailed(time(), number(), number(), text());
      case RUN_CANCELLED -> new RunEvent.RunCancelled(time());
    };
  }

  private RunEvent.Planned planned() {
    int size = random.nextInt(20);
    int first = size == 0 ? 0 : random.nextInt(1_000);
    int total = size == 0 ? 0 : first + size + random.nextInt(1_000);
    List<int[]> parents =
        Stream.generate(() -> random.ints(random.nextInt(4), 0, Math.max(total, 1)).toArray())
            .limit(size)
            .toList();
    return new RunEvent.Planned(
        time(), number(), first, total, values(size), values(size), IntLists.of(parents));
  }

  Message message() {
    IndexSet set = indexes();
    List<Supplier<Message>> kinds =
        List.of(
            () ->
                new Message.TaskBatch(
                    text(),
                    text(),
                    number(),
                    text(),
                    number(),
                    number(),
                    form(),
                    set,
                    attempts(set),
                    values(set.size())),
            () ->
                new Message.Report(
                    text(), Stream.generate(this::entry).limit(random.nextInt(5)).toList()),
            () -> new Message.Stop(text(), number(), number(), set, text()),
            () -> new Message.Stop(text(), -1, 0, IndexSet.empty(), text()),
            () -> new Message.Control(text(), request()),
            () -> new Message.Reply(random.nextBoolean(), text()));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Entry entry() {
    IndexSet set = indexes();
    List<Supplier<Entry>> kinds =
        List.of(
            () ->
                new Entry.Running(
                    text(),
                    number(),
                    number(),
                    number(),
                    number(),
                    random.nextLong(),
                    time(),
                    random.nextDouble()),
            () ->
                new Entry.Completed(
                    text(),
                    number(),
                    number(),
                    set,
                    attempts(set),
                    random.nextLong(),
                    values(set.size()),
                    time(),
                    time()),
            () ->
                new Entry.Failed(
                    text(),
                    number(),
                    number(),
                    number(),
                    number(),
                    random.nextLong(),
                    kind(),
                    text()),
            () ->
                new Entry.Returned(
                    text(), number(), number(), set, attempts(set), random.nextBoolean()));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private Request request() {
    List<Supplier<Request>> kinds =
        List.of(
            () -> new Request.Start(text(), text(), number(), text(), bytes()),
            () -> new Request.Pause(text()),
            () -> new Request.Resume(text()),
            () -> new Request.Cancel(text()),
            () -> new Request.Retry(text()),
            () -> new Request.Restore(text(), number(), number()),
            () -> new Request.Signal(text(), text(), bytes()));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private long time() {
    return random.nextLong() >>> 1 >>> random.nextInt(63);
  }

  private int number() {
    return random.nextInt() >>> 1 >>> random.nextInt(31);
  }

  private FailureKind kind() {
    return FailureKind.values()[random.nextInt(FailureKind.values().length)];
  }

  private InputForm form() {
    return InputForm.values()[random.nextInt(InputForm.values().length)];
  }

  private String text() {
    int[] points =
        random.ints(random.nextInt(12), 0, 0x1F600).filter(c -> c < 0xD800 || c > 0xDFFF).toArray();
    return new String(points, 0, points.length);
  }

  private IndexSet indexes() {
    BitSet bits = new BitSet();
    int runs = random.nextInt(6);
    for (int i = 0; i < runs; i++) {
      int start = random.nextInt(100_000);
      bits.set(start, start + 1 + random.nextInt(4));
    }
    return IndexSet.ofBits(bits, 0, bits.length());
  }

  private List<Integer> attempts(IndexSet set) {
    return random.nextBoolean()
        ? List.of()
        : IntStream.range(0, set.size()).mapToObj(_ -> number()).toList();
  }

  private Payloads values(int count) {
    if (random.nextBoolean()) {
      String same = "x".repeat(random.nextInt(4));
      return Payloads.ofText(Stream.generate(() -> same).limit(count).toArray(String[]::new));
    }
    return Payloads.of(
        Stream.generate(() -> text().getBytes(StandardCharsets.UTF_8)).limit(count).toList());
  }

  private Optional<Guard> guard() {
    int step = 1 + random.nextInt(100);
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Branch(step, random.nextBoolean()));
      default -> Optional.of(new Body(step));
    };
  }

  private Optional<ParentTask> parent() {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(
            new ParentTask(
                new RunId("run-" + random.nextInt(1_000)), number(), number(), number(), number()));
  }

  private List<StepInfo> steps() {
    return Stream.generate(() ->
            new StepInfo(
                text(),
                text(),
                List.of(number(), number()),
                random.nextBoolean(),
                random.nextBoolean(),
                guard()))
        .limit(random.nextInt(4))
        .toList();
  }
}
