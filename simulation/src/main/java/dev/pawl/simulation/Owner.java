package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.orchestration.Clocks;
import dev.pawl.orchestration.FunctionLimits;
import dev.pawl.orchestration.FunctionRunner;
import dev.pawl.orchestration.Inbox;
import dev.pawl.orchestration.Orchestrator;
import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.PortFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process that orchestrates: its loop, its inbox, its disk and its users' functions, each
 * stepped apart.
 */
final class Owner implements OrchestratorParts.Listener {
  /** A loop, an inbox, a disk and functions. */
  static final int PARTS = 4;

  private static final OrchestratorParts.Settings SETTINGS =
      new OrchestratorParts.Settings(
          new FunctionLimits(Duration.ofSeconds(10), Moods.MOST_VALUES, 64 << 10, 4 << 10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          new OrchestratorParts.Stragglers(Duration.ofSeconds(1), 0.5));

  private final Deployment deployment;
  private final Deployment.Seat seat;
  private final String name;
  private final ArrayDeque<Runnable> disk = new ArrayDeque<>();
  private final ArrayDeque<Runnable> functions = new ArrayDeque<>();
  private final Orchestrator orchestrator;
  private final Inbox inbox;
  private boolean ended;
  private long inVain;

  /**
   * Starts the process, and recovers what there is.
   *
   * @throws PortFailure.Unavailable where the store did not answer: the process has ended
   */
  Owner(Deployment deployment, String name) {
    this.deployment = deployment;
    this.name = name;
    this.seat = deployment.orchestratorSeat();
    this.orchestrator =
        new Orchestrator(
            new OrchestratorParts(
                deployment.store(),
                seat.queue(),
                deployment.definitions,
                deployment.codec,
                new OrchestratorParts.Edge(
                    new Clocks(
                        deployment.clock, deployment.tampering.orchestratorNanos(deployment.clock)),
                    disk::add,
                    new Later()),
                this,
                SETTINGS));
    this.inbox = orchestrator.inbox(seat.queue());
    orchestrator.recoverAll();
    unless(
        orchestrator.counters().failures().isEmpty(),
        "G2: " + name + " finds damage: " + orchestrator.counters().failures());
    deployment.trace.add(name + " owns the runs");
  }

  /** Calls functions at a later step, or finds that they gave no answer. */
  private final class Later implements FunctionRunner {
    private final FunctionRunner direct = FunctionRunner.direct();

    @Override
    public void run(
        Supplier<List<RunCommand>> call,
        Duration limit,
        Consumer<List<RunCommand>> done,
        Consumer<String> failed) {
      functions.add(
          deployment.moods.loops()
              ? () -> failed.accept("a function gave no answer within " + limit)
              : () -> direct.run(call, limit, done, failed));
    }

    @Override
    public void close() {}
  }

  @Override
  public void durable(RunId run, long position, List<RunEvent> events, TaskLedger ledger) {
    deployment.witness.live(run, position, ledger);
  }

  @Override
  public void lost(RunId run, PortFailure failure) {
    deployment.trace.add(name + " lost " + run + ": " + failure.getMessage());
    ended = true;
  }

  /** Whether the process has to end, by itself. */
  boolean ended() {
    return ended || orchestrator.fatal().isPresent();
  }

  /** Deliveries that it has not settled. */
  int unsettled() {
    return seat.queue().unsettled().size();
  }

  boolean isWriting() {
    return orchestrator.isWriting() || !disk.isEmpty() || !functions.isEmpty();
  }

  /** One step of its loop, inbox, disk or functions, whichever the turn says. */
  int step(int turn) throws InterruptedException {
    try {
      return switch (turn % PARTS) {
        case 0 -> loop();
        case 1 -> inbox.step(Duration.ZERO);
        case 2 -> write();
        default -> runFirst(functions);
      };
    } catch (PortFailure.Unavailable e) {
      deployment.trace.add(name + " met " + e.getMessage());
      ended |= turn % PARTS == 0;
      return 0;
    }
  }

  private int loop() {
    int work = orchestrator.step();
    if (seat.queue().inVain() > inVain) {
      inVain = seat.queue().inVain();
      long refused =
          orchestrator.counters().refused().values().stream().mapToLong(Long::longValue).sum();
      unless(
          refused >= inVain,
          "G6: " + name + " took " + inVain + " reports in vain, and counts " + refused);
    }
    return work;
  }

  /** Groups that are being appended at the same time end in any order. */
  private int write() {
    if (disk.size() > 1 && deployment.luck.happens(0.5)) {
      disk.add(disk.remove());
    }
    return runFirst(disk);
  }

  private static int runFirst(ArrayDeque<Runnable> queue) {
    Runnable first = queue.poll();
    if (first != null) {
      first.run();
    }
    return first == null ? 0 : 1;
  }

  /**
   * The process is killed: what it gave to the disk may get there or not, and its claims go to
   * others.
   */
  void kill() {
    deployment.trace.add(name + " is killed");
    while (!disk.isEmpty() && deployment.luck.happens(0.5)) {
      write();
    }
    endAtOnce();
  }

  /** The process is gone, without another operation of its disk. */
  void endAtOnce() {
    disk.clear();
    seat.queue().close();
  }
}
