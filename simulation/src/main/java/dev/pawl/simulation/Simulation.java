package dev.pawl.simulation;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One deployment from one seed: an orchestrator, workers and users act in an order that the seed
 * draws, while everything goes wrong that may; then nothing goes wrong any more, and every run has
 * to come to the end that it would have had undisturbed.
 */
final class Simulation {
  private static final int MOST_CALM_TICKS = 100_000;
  private static final int DEEPEST = 2;
  private static final long INSIST_EVERY_NANOS = 30_000_000_000L;

  private final Deployment deployment;
  private final Plan plan;
  private final Luck luck;
  private final Client client;
  private final Poison poison;
  private final Verdict verdict;
  private final List<Mortal> workers = new ArrayList<>();
  private final List<Owner> paused = new ArrayList<>();
  private @Nullable Owner owner;
  private int depth;
  private int idle;
  private int born;

  /** What a simulation came to. */
  record Outcome(long digest, long lines, Duration virtualTime) {}

  private Simulation(long seed, Tampering tampering) {
    this.luck = new Luck(seed);
    this.plan = Plan.of(luck);
    ProcessDefinition<?, ?>[] processes =
        IntStream.range(0, plan.runs())
            .mapToObj(i -> new RandomProcess(seed * 16 + i, i == 0 ? plan.widest() : 6))
            .toArray(ProcessDefinition<?, ?>[]::new);
    this.deployment = new Deployment(plan, luck, Definitions.of("simulated", processes), tampering);
    this.client = new Client(deployment);
    this.poison = new Poison(seed, plan);
    this.verdict = new Verdict(deployment, client, poison);
  }

  /**
   * Simulates a seed to its end.
   *
   * @throws Violation where a guarantee was broken, with the end of the trace
   */
  static Outcome run(long seed, Tampering tampering) {
    Simulation simulation = new Simulation(seed, tampering);
    try {
      simulation.run();
    } catch (Violation | RuntimeException | InterruptedException e) {
      Violation violation =
          new Violation(
              "seed "
                  + seed
                  + ": "
                  + shortened(String.valueOf(e))
                  + "\nplan: "
                  + simulation.plan
                  + "\n"
                  + simulation.deployment.trace.tail()
                  + "\nreplay: mvn -pl simulation -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dpawl.seed="
                  + seed);
      violation.initCause(e);
      throw violation;
    }
    Trace trace = simulation.deployment.trace;
    return new Outcome(
        trace.digest(), trace.lines(), Duration.ofNanos(simulation.deployment.clock.nanoTime()));
  }

  private static String shortened(String text) {
    return text.lines()
        .limit(40)
        .map(line -> line.length() > 300 ? line.substring(0, 300) + "…" : line)
        .collect(Collectors.joining("\n"));
  }

  private void run() throws InterruptedException {
    for (int tick = 0; tick < plan.ticks(); tick++) {
      disturb();
      act();
    }
    calm();
    client.wanted().forEach(verdict::require);
  }

  private void disturb() {
    Plan.Rates rates = plan.rates();
    if (luck.happens(0.02)) {
      client.start();
    }
    if (luck.happens(rates.command())) {
      client.command();
    }
    if (luck.happens(rates.command() / 2)) {
      client.nonsense();
    }
    if (luck.happens(rates.crash()) && !workers.isEmpty()) {
      workers.get(luck.between(0, workers.size() - 1)).kill();
    }
    if (luck.happens(rates.lease()) && !workers.isEmpty() && plan.durable()) {
      workers.get(luck.between(0, workers.size() - 1)).loseClaims();
    }
    if (luck.happens(rates.takeover()) && owner != null) {
      lose(owner);
    }
    if (luck.happens(rates.jump())) {
      Duration jump = Duration.ofSeconds(luck.between(-300, 300));
      deployment.trace.add("the wall clock jumps by " + jump);
      deployment.clock.setWallClock(deployment.clock.instant().plus(jump));
    }
    keepAlive(0.05);
  }

  /** Replaces what has died, in time. */
  private void keepAlive(double probability) {
    workers.removeIf(worker -> worker.isDead() && !worker.isBusy());
    if (owner != null && owner.ended()) {
      lose(owner);
    }
    if (owner == null && (luck.isCalm() || luck.happens(probability))) {
      try {
        owner = new Owner(deployment, "owner-" + ++born);
      } catch (PortFailure.Unavailable e) {
        deployment.trace.add("no owner: " + e.getMessage());
      }
    }
    if (living() < plan.workers()
        && (luck.isCalm() || luck.happens(probability))
        && (plan.durable() || owner != null)) {
      workers.add(new Mortal(deployment, "w" + ++born, this::during));
    }
    for (Owner old : List.copyOf(paused)) {
      if (old.ended() || luck.isCalm() || luck.happens(0.01)) {
        old.kill();
        paused.remove(old);
      }
    }
  }

  private long living() {
    return workers.stream().filter(worker -> !worker.isDead()).count();
  }

  /**
   * The orchestrator's process ends, or is paused until long after another took over: then it is
   * connected to no queue, but may write. Where the queue is in it, all goes with it.
   */
  private void lose(Owner lost) {
    owner = null;
    if (!lost.ended() && luck.happens(plan.rates().pausedOwner())) {
      deployment.trace.add("the owner is paused");
      paused.add(lost);
      return;
    }
    lost.kill();
    if (!plan.durable()) {
      workers.forEach(Mortal::kill);
      deployment.loseQueue();
    }
  }

  /** Lets one of all act, and time pass. */
  private void act() throws InterruptedException {
    int others = workers.size() + paused.size();
    int turn = luck.between(0, 7 + others);
    int work = 0;
    if (turn < 8) {
      work = owner == null ? 0 : owner.step(turn);
    } else if (turn < 8 + workers.size()) {
      work = workers.get(turn - 8).step();
    } else {
      work = paused.get(turn - 8 - workers.size()).step(2 * luck.between(0, 1));
    }
    idle = work == 0 ? idle + 1 : 0;
    int patience = 4 * (9 + others);
    if (idle > patience) {
      deployment.clock.advance(Duration.ofMillis(10L << Math.min(11, idle / patience)));
    } else if (luck.nextBoolean()) {
      deployment.clock.advance(Duration.ofMillis(1));
    }
  }

  /** What happens while a worker runs a task. */
  private void during(Mortal worker, TaskContext context) throws Exception {
    if (worker.isDead()) {
      throw new IllegalStateException("dead workers run nothing");
    }
    RunId run = new RunId(context.run());
    int step =
        deployment
            .witness
            .shadow(run)
            .orElseThrow()
            .graph()
            .step(context.step())
            .orElseThrow()
            .id();
    deployment.witness.begins(run, step, context.index(), context.attempt());
    deployment.trace.add(
        worker.name()
            + " runs "
            + run
            + " "
            + step
            + "["
            + context.index()
            + "] attempt "
            + context.attempt());
    pass(worker, context);
    switch (poison.of(context.run(), context.step(), context.index())) {
      case NONE -> {}
      case PERMANENT -> throw new PermanentFailure("poison");
      case THROWS -> throw new IllegalArgumentException("poison");
      case KILLS -> worker.kill();
    }
    if (worker.isDead()) {
      throw new IllegalStateException("killed in the middle of a task");
    }
    if (luck.happens(plan.rates().flaky())) {
      throw new IllegalStateException("this one fails now and then");
    }
  }

  /** Time passes while a task runs, and others act. */
  private void pass(Mortal worker, TaskContext context) throws InterruptedException {
    if (!luck.happens(plan.rates().slow()) || depth >= DEEPEST) {
      deployment.clock.advance(Duration.ofNanos(luck.between(0, 2_000_000)));
      return;
    }
    depth++;
    int slice = luck.between(1, 800);
    boolean heeds = luck.happens(0.8);
    for (int slices = luck.between(1, 30); slices > 0 && !worker.isDead(); slices--) {
      deployment.clock.advance(Duration.ofMillis(slice));
      disturb();
      act();
      worker.beat();
      if (context.cancelled() && heeds) {
        depth--;
        throw new InterruptedException("stopped");
      }
    }
    depth--;
  }

  /** Nothing goes wrong any more, and users insist: all runs have to end. */
  private void calm() throws InterruptedException {
    deployment.trace.add("calm");
    luck.calm();
    long insisted = deployment.clock.nanoTime() - INSIST_EVERY_NANOS;
    for (int tick = 0; !atRest() || !client.wanted().stream().allMatch(verdict::stands); tick++) {
      if (tick == MOST_CALM_TICKS) {
        throw new Violation(
            "liveness: after " + tick + " calm steps " + underWay() + verdict.describe());
      }
      if (deployment.clock.nanoTime() - insisted >= INSIST_EVERY_NANOS) {
        insisted = deployment.clock.nanoTime();
        client.insist(verdict);
      }
      keepAlive(1);
      act();
    }
  }

  private String underWay() {
    Owner current = owner;
    return (current == null
            ? "without an owner"
            : "the owner writes: " + current.isWriting() + ", holds " + current.unsettled())
        + ", workers hold "
        + workers.stream().mapToInt(Mortal::unsettled).sum()
        + ", waiting "
        + deployment.depth("orchestrator")
        + " and "
        + deployment.depth("tasks.default");
  }

  /** Whether nothing is under way: no message, no delivery, no append. */
  private boolean atRest() {
    return owner != null
        && idle > 200
        && !owner.isWriting()
        && owner.unsettled() == 0
        && deployment.depth("orchestrator") == 0
        && deployment.depth("tasks.default") == 0
        && workers.stream().allMatch(worker -> worker.unsettled() == 0);
  }
}
