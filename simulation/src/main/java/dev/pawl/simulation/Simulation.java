package dev.pawl.simulation;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.run.RunId;
import dev.pawl.simulation.Tally.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One deployment from one seed: orchestrators, workers and users act in an order that the seed
 * draws, while everything goes wrong that may; then nothing goes wrong any more, and every run has
 * to come to the end that it would have had undisturbed.
 */
public final class Simulation {
  /** Who follows no trace. */
  static final Consumer<String> NOBODY = line -> {};

  private static final int MOST_CALM_TICKS = 30_000;
  private static final int MORE_FOR_EACH_VALUE = 60;
  private static final int DEEPEST = 3;
  private static final long INSIST_AFTER_NANOS = 30_000_000_000L;

  private final Deployment deployment;
  private final Plan plan;
  private final Luck luck;
  private final Poison poison;
  private final Orchestrators orchestrators;
  private final Workers workers;
  private Client client;
  private Verdict verdict;
  private int depth;
  private int idle;

  /** The latest that the wall clock ever showed before it jumped. */
  private Instant latest = Instant.EPOCH;

  /**
   * What a simulation came to.
   *
   * @param digest of all lines of its trace: the same for the same seed
   * @param lines of the trace
   */
  public record Outcome(long digest, long lines, Duration virtualTime, Tally tally) {}

  private Simulation(
      long seed, Scenario scenario, @Nullable PlantedBug bug, Consumer<String> trace) {
    this.luck = new Luck(seed);
    this.plan = scenario.of(luck);
    Moods moods = new Moods(plan.troubles().moody(), luck, new Tally());
    ProcessDefinition<?, ?>[] processes =
        IntStream.range(0, plan.shape().runs())
            .mapToObj(i ->
                new RandomProcess(
                    seed * 16 + i, i == 0 ? plan.shape().widest() : 6, plan.shape().pools(), moods))
            .toArray(ProcessDefinition<?, ?>[]::new);
    this.deployment =
        new Deployment(
            plan,
            luck,
            Definitions.of("simulated", processes),
            moods,
            bug == null ? Tampering.NONE : bug.plant(),
            new Trace(trace));
    this.client = new Client(deployment, "run-");
    this.poison = new Poison(seed, plan);
    this.verdict = new Verdict(deployment, client, poison);
    this.workers = new Workers(deployment, this::during);
    this.orchestrators = new Orchestrators(deployment, this::loseQueue);
    deployment.trace.add("plan: " + plan);
  }

  /**
   * Simulates a seed to its end.
   *
   * @throws Violation where a guarantee was broken, with the end of the trace
   */
  public static Outcome run(long seed) {
    return run(seed, Scenario.ANYTHING, null, NOBODY);
  }

  /**
   * Simulates a seed of a scenario to its end.
   *
   * @param bug to be planted, if any
   * @param trace is told each line of what happens
   * @throws Violation where a guarantee was broken, with the end of the trace
   */
  public static Outcome run(
      long seed, Scenario scenario, @Nullable PlantedBug bug, Consumer<String> trace) {
    Simulation simulation = new Simulation(seed, scenario, bug, trace);
    Trace told = simulation.deployment.trace;
    try {
      simulation.run();
    } catch (Violation | RuntimeException | InterruptedException e) {
      told.add("VIOLATION " + e);
      throw Violation.of(seed, scenario, bug, shortened(String.valueOf(e)), told.tail(), e);
    }
    return simulation.outcome();
  }

  private static String shortened(String text) {
    return text.lines()
        .limit(40)
        .map(line -> line.length() > 300 ? line.substring(0, 300) + "…" : line)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Lets one deployment live: waves of runs are disturbed, calm down, end, and are pruned.
   *
   * @param waves how many, each of the same virtual time
   * @param length of a wave, unless it takes longer to come to its end
   * @param afterEach called when a wave was pruned
   * @throws Violation where a guarantee was broken
   */
  static Outcome soak(long seed, Scenario scenario, int waves, Duration length, Runnable afterEach)
      throws InterruptedException {
    Simulation simulation = new Simulation(seed, scenario, null, NOBODY);
    for (int wave = 1; wave <= waves; wave++) {
      long end = simulation.deployment.clock.nanoTime() + length.toNanos();
      simulation.luck.storm();
      simulation.client = new Client(simulation.deployment, "wave-" + wave + "-run-");
      simulation.verdict = new Verdict(simulation.deployment, simulation.client, simulation.poison);
      simulation.run();
      while (simulation.deployment.clock.nanoTime() < end) {
        simulation.act();
      }
      simulation.client.wanted().forEach(one -> simulation.deployment.prune(one.run()));
      afterEach.run();
    }
    return simulation.outcome();
  }

  private Outcome outcome() {
    Trace told = deployment.trace;
    return new Outcome(
        told.digest(),
        told.lines(),
        Duration.ofNanos(deployment.clock.nanoTime()),
        deployment.tally);
  }

  private void loseQueue() {
    workers.killAll();
    deployment.loseQueue();
    client.forgetGarbage();
  }

  private void run() throws InterruptedException {
    deployment.moods.begin();
    for (int tick = 0; tick < plan.ticks(); tick++) {
      disturb();
      act();
    }
    calm();
    client.wanted().forEach(verdict::require);
    client.requireGarbageKept();
    verdict.requireChildrenOver();
  }

  private void disturb() {
    Plan.Troubles troubles = plan.troubles();
    if (luck.happens(0.02)) {
      client.start();
    }
    if (luck.happens(troubles.command())) {
      client.command();
    }
    if (luck.happens(troubles.command() / 2)) {
      deployment.tally.add(Mishap.NONSENSE);
      client.nonsense();
    }
    if (luck.happens(troubles.jump())) {
      Duration jump = Duration.ofSeconds(luck.between(-300, 300));
      deployment.tally.add(Mishap.CLOCK_JUMP);
      deployment.trace.add("the wall clock jumps by " + jump);
      Instant before = deployment.clock.instant();
      latest = before.isAfter(latest) ? before : latest;
      deployment.clock.setWallClock(before.plus(jump));
    }
    orchestrators.disturb();
    workers.disturb(orchestrators.isServing());
  }

  /** Lets one of all act, and time pass. */
  private void act() throws InterruptedException {
    int weighted = 8 * Math.max(1, orchestrators.size());
    int turn = luck.between(0, weighted - 1 + workers.size());
    int work = 0;
    if (turn >= weighted) {
      work = workers.step(turn - weighted);
    } else if (turn / 8 < orchestrators.size()) {
      work = orchestrators.step(turn / 8);
    }
    if (depth == 0) {
      deployment.requireWhole();
    }
    idle = work == 0 ? idle + 1 : 0;
    int patience = 4 * (9 + weighted + workers.size());
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
    begin(worker, context);
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
    if (luck.happens(plan.troubles().flaky())) {
      throw new IllegalStateException("this one fails now and then");
    }
  }

  private void begin(Mortal worker, TaskContext context) {
    RunId run = new RunId(context.run());
    try {
      int step = deployment.witness.begins(run, context);
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
    } catch (Violation e) {
      deployment.broke(e);
      throw e;
    }
  }

  /** Time passes while a task runs, and others act. */
  private void pass(Mortal worker, TaskContext context) throws InterruptedException {
    boolean straggles = luck.happens(plan.troubles().straggling());
    if (!straggles && !luck.happens(plan.troubles().slow()) || depth >= DEEPEST) {
      deployment.clock.advance(Duration.ofNanos(luck.between(0, 2_000_000)));
      return;
    }
    int slice = straggles ? luck.between(10, 50) : luck.between(1, 800);
    int most = straggles ? 200 : 30;
    boolean heeds = luck.happens(0.8);
    depth++;
    try {
      for (int slices = luck.between(straggles ? 60 : 1, most);
          slices > 0 && !worker.isDead();
          slices--) {
        deployment.clock.advance(Duration.ofMillis(slice));
        disturb();
        act();
        worker.beat();
        if (context.cancelled() && heeds) {
          throw new InterruptedException("stopped");
        }
      }
    } catch (Violation | RuntimeException e) {
      deployment.broke(e);
      throw e;
    } finally {
      depth--;
    }
  }

  /**
   * Nothing goes wrong any more, and users insist, less and less often: all runs have to end. A
   * retry may wait until the wall clock, which jumped, shows its time.
   */
  private void calm() throws InterruptedException {
    deployment.trace.add("calm");
    luck.calm();
    if (latest.isAfter(deployment.clock.instant())) {
      // Retries were planned by that reading, and nobody waits for them for ten minutes here.
      deployment.clock.setWallClock(latest);
    }
    long insistAt = deployment.clock.nanoTime();
    long pause = INSIST_AFTER_NANOS;
    int most = MOST_CALM_TICKS + MORE_FOR_EACH_VALUE * plan.shape().widest();
    for (int tick = 0; !atRest() || !client.wanted().stream().allMatch(verdict::stands); tick++) {
      if (tick == most) {
        throw new Violation(
            "liveness: after " + tick + " calm steps " + underWay() + verdict.describe());
      }
      if (deployment.clock.nanoTime() >= insistAt) {
        insistAt = deployment.clock.nanoTime() + pause;
        pause *= 2;
        client.insist(verdict);
      }
      orchestrators.keepAlive(1);
      workers.keepAlive(1, orchestrators.isServing());
      act();
    }
  }

  private String underWay() {
    return orchestrators.describe()
        + ", workers hold "
        + workers.unsettled()
        + ", waiting "
        + deployment.waiting();
  }

  /** Whether nothing is under way: no message, no delivery, no append. */
  private boolean atRest() {
    return idle > 200
        && orchestrators.areAtRest()
        && deployment.waiting() == 0
        && workers.unsettled() == 0;
  }
}
