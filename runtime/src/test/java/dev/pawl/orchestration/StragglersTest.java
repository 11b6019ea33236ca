package dev.pawl.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ExternalEffects;
import dev.pawl.graph.Graph;
import dev.pawl.graph.ManyTask;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An orchestrator, with reports said by the test: of ten tasks one takes long. */
final class StragglersTest {
  private static final RunId RUN = new RunId("r");
  private static final int STEP = 2;

  private final MemoryEventStore store = new MemoryEventStore();
  private final MemoryTaskQueue place = new MemoryTaskQueue();
  private final VirtualClock clock = new VirtualClock();
  private final Map<Integer, Integer> attempts = new TreeMap<>();

  record Number(int value) {}

  static final class Keep implements TaskHandler<Number, Number> {
    @Override
    public Number handle(Number input, TaskContext context) {
      return input;
    }
  }

  @ExternalEffects
  static final class Mail implements TaskHandler<Number, Number> {
    @Override
    public Number handle(Number input, TaskContext context) {
      return input;
    }
  }

  static final class Sum implements TaskHandler<List<Number>, Number> {
    @Override
    public Number handle(List<Number> input, TaskContext context) {
      return input.get(0);
    }
  }

  record Wide(
      Class<? extends TaskHandler<Number, Number>> handler,
      UnaryOperator<ManyTask<Number>> settings)
      implements ProcessDefinition<Number, Number> {
    @Override
    public String name() {
      return "wide";
    }

    @Override
    public One<Number> define(Graph graph, One<Number> input) {
      return graph.task(
          "sum",
          Sum.class,
          graph.all(
              settings.apply(
                  graph.task(
                      "each",
                      handler,
                      graph.fanOut(
                          "numbers",
                          Number.class,
                          input,
                          Number::value,
                          (number, index) -> new Number(index))))));
    }
  }

  private final class Owner implements OrchestratorParts.Listener {
    final TaskQueue queue = place.open();
    final Orchestrator orchestrator;
    final Inbox inbox;

    Owner(ProcessDefinition<?, ?> definition) {
      orchestrator =
          new Orchestrator(
              new OrchestratorParts(
                  store.open(),
                  queue,
                  Definitions.of("test", definition),
                  new JsonCodec(),
                  new OrchestratorParts.Edge(
                      new Clocks(clock, clock::nanoTime), Runnable::run, FunctionRunner.direct()),
                  this,
                  OrchestratorParts.Settings.DEFAULT));
      inbox = orchestrator.inbox(queue);
      orchestrator.recoverAll();
    }

    void say(Message message) throws InterruptedException {
      place.send(Inbox.QUEUE, List.of(MessageCodec.encode(message)));
      step();
    }

    void step() throws InterruptedException {
      inbox.step(Duration.ZERO);
      for (int i = 0; i < 20; i++) {
        orchestrator.step();
      }
    }

    /** Time goes by; a worker tells of a task that runs all the while. */
    void runs(int index, int attempt, Duration ran) throws InterruptedException {
      clock.advance(Duration.ofSeconds(2));
      say(
          new Message.Report(
              "w" + attempt,
              List.of(
                  new Entry.Running("r", STEP, 0, index, attempt, attempt, ran.toMillis(), 0))));
      clock.advance(Duration.ofSeconds(2));
      step();
    }

    void start(int width) throws InterruptedException {
      say(
          new Message.Control(
              "client",
              new Request.Start(
                  "r", "wide", 1, "digest", ("{\"value\":" + width + "}").getBytes(UTF_8))));
      take();
    }

    void completed(IndexSet indexes, int attempt, Duration each) throws InterruptedException {
      Payloads results =
          Payloads.ofText(
              IntStream.of(indexes.toArray())
                  .mapToObj(i -> "{\"value\":" + i + "}")
                  .toArray(String[]::new));
      long micros = each.toNanos() / 1_000;
      List<Integer> numbers = attempt == 1 ? List.of() : List.of(attempt);
      say(
          new Message.Report(
              "w" + attempt,
              List.of(
                  new Entry.Completed(
                      "r",
                      STEP,
                      0,
                      indexes,
                      numbers,
                      attempt,
                      results,
                      micros * indexes.size(),
                      micros))));
      take();
    }

    @Override
    public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {}

    @Override
    public void lost(RunId run, PortFailure failure) {}
  }

  /** Workers take all that waits for them, and remember the last attempt of each task. */
  private void take() throws InterruptedException {
    TaskQueue queue = place.open();
    for (TaskQueue.Delivery delivery : queue.receive("tasks.default", 1_000, Duration.ZERO)) {
      Message.TaskBatch batch = (Message.TaskBatch) MessageCodec.decode(delivery.body());
      int[] indexes = batch.indexes().toArray();
      for (int place = 0; batch.step() == STEP && place < indexes.length; place++) {
        attempts.put(indexes[place], batch.attempt(place));
      }
      queue.settle(List.of(delivery), new TaskQueue.Settlement.Acknowledge());
    }
  }

  private Owner begun(Duration each) throws InterruptedException {
    return begun(new Wide(Keep.class, task -> task), 10, 9, each);
  }

  private Owner begun(ProcessDefinition<?, ?> definition, int width, int done, Duration each)
      throws InterruptedException {
    Owner owner = new Owner(definition);
    owner.start(width);
    assertThat(attempts).hasSize(width);
    owner.completed(IndexSet.range(0, done), 1, each);
    return owner;
  }

  @Test
  void theLastOfTenThatRunsTwiceAsLongAsTheOthersIsBegunASecondTime() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));

    owner.runs(9, 1, Duration.ofSeconds(20));

    assertThat(seconds()).extracting(SecondAttemptIssued::index).containsExactly(9);
    assertThat(seconds().getFirst().ranMillis()).isEqualTo(20_000);
    take();
    assertThat(attempts).containsEntry(9, 2);
  }

  @Test
  void beforeTwiceTheTimeOfTheOthersItIsNot() throws Exception {
    begun(Duration.ofSeconds(12)).runs(9, 1, Duration.ofSeconds(20));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void noTaskIsAStragglerBeforeTenSeconds() throws Exception {
    begun(Duration.ofMillis(1)).runs(9, 1, Duration.ofSeconds(7));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void nothingIsBegunASecondTimeBeforeNineTenthsAreDone() throws Exception {
    begun(new Wide(Keep.class, task -> task), 10, 8, Duration.ofSeconds(1))
        .runs(9, 1, Duration.ofHours(1).minusMinutes(1));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void whileMessagesWaitForWorkersNothingIsBegunASecondTime() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));
    place.send("tasks.default", List.of(new byte[] {1}));

    owner.runs(9, 1, Duration.ofSeconds(20));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void aStepWithOneTaskHasNoStragglers() throws Exception {
    begun(new Wide(Keep.class, task -> task), 1, 0, Duration.ZERO)
        .runs(0, 1, Duration.ofMinutes(50));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void aHandlerWithEffectsOutsideBlobsIsNotBegunASecondTimeUnlessItsStepSaysSo() throws Exception {
    begun(new Wide(Mail.class, task -> task), 10, 9, Duration.ofSeconds(6))
        .runs(9, 1, Duration.ofSeconds(20));

    assertThat(seconds()).isEmpty();
  }

  @Test
  void aTaskIsBegunASecondTimeOnce() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));

    owner.runs(9, 1, Duration.ofSeconds(20));
    take();
    owner.runs(9, 2, Duration.ofSeconds(30));
    owner.runs(9, 1, Duration.ofSeconds(60));

    assertThat(seconds()).hasSize(1);
    assertThat(owner.orchestrator.counters().refused()).isEmpty();
  }

  @Test
  void oneForEachPoolIsBegunASecondTimeAtALookTheLongestFirst() throws Exception {
    Owner owner = begun(new Wide(Keep.class, task -> task), 20, 18, Duration.ofSeconds(6));
    owner.say(
        new Message.Report("w1", List.of(new Entry.Running("r", STEP, 0, 18, 1, 1, 15_000, 0))));

    owner.runs(19, 1, Duration.ofSeconds(30));
    assertThat(seconds()).extracting(SecondAttemptIssued::index).containsExactly(19);

    take();
    clock.advance(Duration.ofSeconds(2));
    owner.step();
    assertThat(seconds()).extracting(SecondAttemptIssued::index).containsExactly(19, 18);
  }

  @Test
  void theWorkerOfTheFirstIsToldWhenTheSecondWins() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));
    owner.runs(9, 1, Duration.ofSeconds(20));
    take();

    owner.completed(IndexSet.of(9), 2, Duration.ofSeconds(1));

    assertThat(told("worker.w1")).containsExactly("another execution was confirmed");
    RunProgress.StepProgress step = RunHistory.read(store.open(), RUN).progress().steps().get(STEP);
    assertThat(step.seconds().issued()).isEqualTo(1);
    assertThat(step.seconds().won()).isEqualTo(1);
    assertThat(step.seconds().wastedMillis()).isBetween(22_000L, 30_000L);
  }

  @Test
  void whoBeginsATaskThatIsConfirmedIsToldWhenItSaysSo() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));
    owner.runs(9, 1, Duration.ofSeconds(20));
    owner.completed(IndexSet.of(9), 1, Duration.ofSeconds(30));

    owner.runs(9, 2, Duration.ofMillis(60));

    assertThat(told("worker.w2")).containsExactly("another execution was confirmed before");
  }

  @Test
  void theNextOwnerSendsTheSecondAttemptOfAStragglerOut() throws Exception {
    Owner owner = begun(Duration.ofSeconds(6));
    owner.runs(9, 1, Duration.ofSeconds(20));
    attempts.clear();
    take();
    owner.queue.close();

    new Owner(new Wide(Keep.class, task -> task)).step();
    take();

    assertThat(attempts).containsEntry(9, 2).hasSize(1);
  }

  private List<SecondAttemptIssued> seconds() {
    List<SecondAttemptIssued> found = new ArrayList<>();
    RunHistory.each(
        store.open(),
        RUN,
        1,
        (event, _) -> {
          if (event instanceof SecondAttemptIssued second) {
            found.add(second);
          }
        });
    return found;
  }

  private List<String> told(String queue) throws InterruptedException {
    return place.open().receive(queue, 10, Duration.ZERO).stream()
        .map(delivery -> ((Message.Stop) MessageCodec.decode(delivery.body())).reason())
        .toList();
  }
}
