package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.spi.Codec;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A worker with one slot over queues and blobs in memory, on a virtual clock, moved by the test.
 */
final class WorkerFixture {
  static final String RUN = "run-1";

  final MemoryTaskQueue queue = new MemoryTaskQueue();
  final MemoryBlobStore blobs = new MemoryBlobStore();
  final Codec codec = new JsonCodec();
  final VirtualClock clock = new VirtualClock();
  final ProcessGraph graph = ProcessGraph.of(new Numbers());
  final List<Slot> replaced = new ArrayList<>();
  final WorkerParts parts;
  final Slots slots;
  final Heart heart;
  int exhausted;

  WorkerFixture(Numbers.Script<Numbers.Item> work) {
    this(Numbers.scripted(work, (list, context) -> new Numbers.Answer("all " + list.size())));
  }

  WorkerFixture(HandlerFactory handlers) {
    this(handlers, null);
  }

  private WorkerFixture(HandlerFactory handlers, @Nullable TaskQueue other) {
    TaskQueue used = other == null ? queue : other;
    StepCatalog catalog =
        new StepCatalog(Definitions.of("test", new Numbers()), handlers, codec, 16 << 20, 1 << 20);
    WorkerSettings settings = WorkerSettings.of("w1", "default", 1).withPatience(Duration.ZERO);
    parts =
        new WorkerParts(
            settings, used, blobs, catalog, new WorkerSources(clock::nanoTime, new Random(7)));
    slots = new Slots(parts, replaced::add, () -> exhausted++);
    heart = new Heart(parts, slots);
  }

  static WorkerFixture over(TaskQueue queue, Numbers.Script<Numbers.Item> work) {
    return new WorkerFixture(
        Numbers.scripted(work, (list, context) -> new Numbers.Answer("")), queue);
  }

  /** Sends the first tasks of step "work it out", in one message. */
  void sendItems(int count) {
    send(
        Numbers.WORK,
        InputForm.VALUE,
        IntStream.range(0, count).mapToObj(i -> "{\"number\":" + i + "}").toArray(String[]::new));
  }

  void send(int step, InputForm form, String... inputs) {
    send(batch(step, form, inputs));
  }

  TaskBatch batch(int step, InputForm form, String... inputs) {
    IndexSet indexes = IndexSet.range(0, inputs.length);
    return new TaskBatch(
        RUN,
        "numbers",
        1,
        graph.digest(),
        step,
        0,
        form,
        indexes,
        List.of(),
        Payloads.ofText(inputs));
  }

  void send(Message message) {
    queue.send("tasks.default", List.of(MessageCodec.encode(message)));
  }

  void sendStop(int step, IndexSet indexes) {
    queue.send(
        "worker.w1",
        List.of(MessageCodec.encode(new Message.Stop(RUN, step, 0, indexes, "cancelled"))));
  }

  int step() throws InterruptedException {
    return slots.get(0).step();
  }

  /** Lets the slot work on a thread of its own, and waits until a task counts the latch down. */
  Thread stepAside(CountDownLatch begun) throws InterruptedException {
    Slot slot = slots.get(0);
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                slot.step();
              } catch (InterruptedException e) {
                throw new IllegalStateException(
                    "the slot's thread was interrupted outside a task", e);
              }
            });
    begun.await();
    return thread;
  }

  void beatAfter(Duration time) throws InterruptedException {
    clock.advance(time);
    heart.step();
  }

  /** What was reported since the last call. */
  List<Entry> reported() throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    for (TaskQueue.Delivery delivery : queue.receive("orchestrator", 1_000, Duration.ZERO)) {
      entries.addAll(((Message.Report) MessageCodec.decode(delivery.body())).entries());
      queue.settle(List.of(delivery), new TaskQueue.Settlement.Acknowledge());
    }
    return entries;
  }

  <E extends Entry> List<E> reported(Class<E> kind) throws InterruptedException {
    return reported().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The JSON of a value. */
  String json(Object value) {
    return new String(codec.encode(value, value.getClass()), UTF_8);
  }
}
