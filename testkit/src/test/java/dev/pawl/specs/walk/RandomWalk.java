package dev.pawl.specs.walk;

import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.Decision;
import dev.pawl.run.Evaluation;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.Codec;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.CalledFunctions;
import dev.pawl.testkit.specs.Functions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drives a run to its end by messages that come late, twice, out of order, or not at all. */
final class RandomWalk {
  private static final int LONGEST = 20_000;

  private final Random random;
  private final ProcessGraph graph;
  private final int poisonPercent;
  private final Bench bench;
  private final CalledFunctions functions;
  private final Invariants invariants;
  private final List<RunCommand> said = new ArrayList<>();
  private boolean poisonous = true;

  RandomWalk(ProcessGraph graph, Codec codec, long seed, int poisonPercent) {
    this.random = new Random(seed);
    this.graph = graph;
    this.poisonPercent = poisonPercent;
    this.bench = new Bench(graph, codec, Functions.silent());
    this.functions = new CalledFunctions(graph, codec);
    this.invariants = new Invariants(graph, bench.ledger());
  }

  /** Starts the run and goes on until it is stalled or over. */
  RunStatus walk() {
    say(new RunCommand.Start(bench.now(), started()));
    return goOn();
  }

  /** Takes the poison away, restores what is quarantined, and goes on. */
  RunStatus cure() {
    poisonous = false;
    say(new RunCommand.Retry(bench.now()));
    return goOn();
  }

  Bench bench() {
    return bench;
  }

  private RunStatus goOn() {
    for (int steps = 0; steps < LONGEST; steps++) {
      RunStatus status = bench.ledger().status();
      if (status == RunStatus.STALLED || status.isFinal()) {
        return status;
      }
      step();
    }
    throw new AssertionError(
        "a run should end within "
            + LONGEST
            + " messages, found it "
            + bench.ledger().status()
            + "\n"
            + bench.log());
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> confirm();
      case 4, 5, 6 -> evaluate();
      case 11 -> succeedLate();
      case 7 -> fail();
      case 8 -> {
        bench.pass(Duration.ofMillis(random.nextInt(2_000)));
        say(new RunCommand.IssueRetries(bench.now()));
      }
      case 13 -> signal();
      case 14 -> straggle();
      case 15 -> giveBack();
      case 9, 10 -> say(said.get(random.nextInt(said.size())));
      default -> interrupt();
    }
  }

  private void confirm() {
    int step = busyStep();
    if (step < 0) {
      return;
    }
    int[] open = bench.ledger().outstanding(step).toArray();
    int[] batch =
        IntStream.of(open)
            .filter(_ -> random.nextBoolean())
            .filter(index -> !poison(step, index))
            .toArray();
    List<Integer> attempts =
        IntStream.of(batch)
            .mapToObj(index -> 1 + random.nextInt(bench.ledger().attempt(step, index)))
            .toList();
    Payloads results =
        Payloads.ofText(
            IntStream.of(batch).mapToObj(index -> result(step, index)).toArray(String[]::new));
    if (batch.length > 0) {
      say(
          new RunCommand.ConfirmResults(
              bench.now(),
              step,
              round(step),
              IndexSet.of(batch),
              attempts,
              random.nextLong(),
              results,
              1,
              1));
    }
  }

  /**
   * A worker that everybody had given up reports a success, of a task in quarantine or one that
   * waits for its retry.
   */
  private void succeedLate() {
    int step = random.nextInt(graph.steps().size());
    boolean tasks = graph.step(step).onWorkers() || graph.step(step) instanceof Step.Child;
    if (bench.ledger().steps() == 0 || !tasks) {
      return;
    }
    int width = bench.ledger().scheduledCount(step);
    int[] late =
        IntStream.range(0, width)
            .filter(index ->
                bench.ledger().isScheduled(step, index) && !bench.ledger().isDone(step, index))
            .filter(index -> !bench.ledger().outstanding(step).contains(index))
            .toArray();
    if (late.length > 0) {
      int index = late[random.nextInt(late.length)];
      Payloads result = Payloads.ofText(result(step, index));
      say(
          new RunCommand.ConfirmResults(
              bench.now(), step, round(step), IndexSet.of(index), List.of(), 1, result, 1, 1));
    }
  }

  /** A function answers: at once, or its answer is kept and comes later, or again. */
  private void evaluate() {
    List<Evaluation> pending = bench.evaluations();
    if (!pending.isEmpty()) {
      for (RunCommand outcome :
          functions.outcome(pending.get(random.nextInt(pending.size())), bench)) {
        if (random.nextInt(4) == 0) {
          said.add(outcome);
        } else {
          say(outcome);
        }
      }
    }
  }

  private void fail() {
    int step = busyStep();
    if (step < 0) {
      return;
    }
    int[] open = bench.ledger().outstanding(step).toArray();
    int index = open[random.nextInt(open.length)];
    int attempt = someAttempt(step, index);
    FailureKind kind = FailureKind.values()[random.nextInt(FailureKind.values().length)];
    boolean last = kind == FailureKind.PERMANENT || attempt >= graph.step(step).policy().attempts();
    if (poison(step, index)) {
      say(
          new RunCommand.ReportFailure(
              bench.now(), step, round(step), index, attempt, 1, kind, "poison"));
    } else if (!last) {
      say(
          random.nextBoolean()
              ? new RunCommand.TryTimeout(bench.now(), step, round(step), index, attempt)
              : new RunCommand.ReportFailure(
                  bench.now(), step, round(step), index, attempt, 1, kind, "weather"));
    }
  }

  /** A task seems to take longer than others; it may have had its second attempt. */
  private void straggle() {
    int step = busyStep();
    if (step >= 0) {
      int[] open = bench.ledger().outstanding(step).toArray();
      int index = open[random.nextInt(open.length)];
      int attempt = someAttempt(step, index);
      say(new RunCommand.TrySecondAttempt(bench.now(), step, round(step), index, attempt, 20_000));
    }
  }

  private void giveBack() {
    int step = busyStep();
    if (step >= 0) {
      IndexSet some = bench.ledger().outstanding(step).head(3);
      List<Integer> attempts =
          IntStream.of(some.toArray()).mapToObj(index -> someAttempt(step, index)).toList();
      say(
          new RunCommand.ReturnTasks(
              bench.now(), step, round(step), some, attempts, random.nextBoolean()));
    }
  }

  /** The last attempt, or the one before it, which may go on beside it. */
  private int someAttempt(int step, int index) {
    return Math.max(1, bench.ledger().attempt(step, index) - random.nextInt(2));
  }

  /** A user sends any signal of the process, or now and then another. */
  private void signal() {
    List<Step> awaits = graph.steps().stream().filter(Step.Await.class::isInstance).toList();
    if (awaits.isEmpty() || random.nextInt(20) == 0) {
      say(new RunCommand.Signal(bench.now(), "no such signal", new byte[0]));
      return;
    }
    Step step = awaits.get(random.nextInt(awaits.size()));
    byte[] value = String.valueOf(value(step.id(), 0)).getBytes(StandardCharsets.UTF_8);
    say(new RunCommand.Signal(bench.now(), step.name(), value));
  }

  private void interrupt() {
    if (bench.ledger().status() == RunStatus.PAUSED) {
      say(new RunCommand.Resume(bench.now()));
    } else if (random.nextInt(4) == 0) {
      say(new RunCommand.Pause(bench.now()));
    }
  }

  private int busyStep() {
    int[] busy =
        IntStream.range(0, graph.steps().size())
            .filter(step -> !bench.ledger().outstanding(step).isEmpty())
            .toArray();
    return busy.length == 0 ? -1 : busy[random.nextInt(busy.length)];
  }

  private void say(RunCommand command) {
    RunCommand now =
        command instanceof RunCommand.Retry && poisonous
            ? new RunCommand.IssueRetries(bench.now())
            : command;
    if (!(now instanceof RunCommand.Retry
        || now instanceof RunCommand.Pause
        || now instanceof RunCommand.Resume)) {
      said.add(now);
    }
    Decision decision = bench.decide(now);
    invariants.check(decision.events());
  }

  private boolean poison(int step, int index) {
    return poisonous && Math.floorMod(hash(step, index, 7), 100) < poisonPercent;
  }

  /** What a task returns, as JSON: the same at every attempt of a round. */
  private String result(int step, int index) {
    if (graph.step(step).type().getTypeName().startsWith(Plan.class.getName())) {
      return plan(value(step, index), new Random(hash(step, index, 2)));
    }
    return graph.step(step) instanceof Step.Grouping
        ? "{\"groups\":"
            + value(step, index)
            + ",\"blob\":{\"key\":\"b\",\"size\":1,\"checksum\":\"00000000\"}}"
        : String.valueOf(value(step, index));
  }

  private int value(int step, int index) {
    return Math.floorMod(hash(step, index, 1 + 13 * round(step)), 9);
  }

  private int round(int step) {
    return bench.ledger().round(step);
  }

  /** Nodes that wait for some of those before them, in any order. */
  private static String plan(int nodes, Random random) {
    List<String> texts = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      String parents =
          IntStream.range(0, node)
              .filter(_ -> random.nextInt(3) == 0)
              .mapToObj(parent -> "\"n" + parent + "\"")
              .collect(Collectors.joining(","));
      texts.add("{\"id\":\"n" + node + "\",\"value\":" + node + ",\"parents\":[" + parents + "]}");
    }
    Collections.shuffle(texts, random);
    return "{\"nodes\":[" + String.join(",", texts) + "]}";
  }

  private int hash(int step, int index, int salt) {
    return new Random(graph.name().hashCode() * 1_000_003L + step * 10_007L + index * 101L + salt)
        .nextInt();
  }

  private RunEvent.RunStarted started() {
    return new RunEvent.RunStarted(
        bench.now(),
        graph.name(),
        1,
        graph.digest(),
        "walk",
        StepInfo.of(graph),
        "input",
        "5".getBytes(StandardCharsets.UTF_8));
  }
}
