package dev.pawl.processing;

import dev.pawl.spi.PortFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the tasks of one pool, as many at once as it has slots. Any number of workers compete for
 * the same tasks.
 *
 * <p>Tasks come from the queue {@code tasks.POOL}, what became of them goes to the queue {@code
 * orchestrator}, and who wants tasks of this worker stopped says so in the queue {@code worker.ID}.
 * The worker neither opens nor closes its ports.
 *
 * <p>Either {@link #start} gives it threads of its own, or a simulator calls {@link #step}; not
 * both. Its other methods are safe for use by many threads.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Worker.class.getName());

  /** Handlers that keep all processors busy let the threads go first that feed them. */
  private static final int NICE = 10;

  private static final long BEAT_NANOS = 50_000_000;
  private static final long PAUSE_AFTER_FAILURE_NANOS = 200_000_000;

  private final WorkerParts parts;
  private final Slots slots;
  private final Heart heart;
  private final List<Occupied> occupied = new CopyOnWriteArrayList<>();
  private final Thread heartThread;
  private volatile boolean started;
  private volatile boolean heartStops;

  private record Occupied(Slot slot, Thread thread) {
    boolean ended() {
      return slot.abandoned() || !thread.isAlive();
    }
  }

  Worker(WorkerParts parts, Runnable onExhausted) {
    this.parts = parts;
    this.slots = new Slots(parts, this::begin, onExhausted);
    this.heart = new Heart(parts, slots);
    this.heartThread = thread("heart", this::beatUntilStopped);
  }

  /** Begins to put a worker together. */
  public static WorkerBuilder with(WorkerSettings settings) {
    return new WorkerBuilder(settings);
  }

  /** Begins to take tasks, on threads of its own (daemons). */
  public void start() {
    started = true;
    slots.all().forEach(this::begin);
    heartThread.start();
  }

  /**
   * One step of the heart and of each slot, on this thread; for simulators, with {@link
   * WorkerSettings#patience} zero. A port that is not available counts as no work.
   *
   * @return deliveries worked off, messages obeyed and slots abandoned
   */
  public int step() throws InterruptedException {
    int work = beat();
    try {
      for (Slot slot : slots.all()) {
        work += slot.step();
      }
    } catch (PortFailure.Unavailable e) {
      LOG.log(Level.DEBUG, "worker {0} goes on later: {1}", parts.settings().id(), e.getMessage());
    }
    return work;
  }

  /**
   * One step of one slot alone, on this thread; for simulators that let the slots of a worker take
   * turns. Another slot may be stepped while a task of this one runs. A port that is not available
   * counts as no work.
   *
   * @param slot from 0
   * @return deliveries worked off
   */
  public int step(int slot) throws InterruptedException {
    try {
      return slots.get(slot).step();
    } catch (PortFailure.Unavailable e) {
      LOG.log(Level.DEBUG, "worker {0} goes on later: {1}", parts.settings().id(), e.getMessage());
      return 0;
    }
  }

  /**
   * One step of the heart alone, on this thread; for simulators, while a task of this worker runs.
   * A port that is not available counts as no work.
   *
   * @return messages obeyed and slots abandoned
   */
  public int beat() throws InterruptedException {
    try {
      return heart.step();
    } catch (PortFailure.Unavailable e) {
      LOG.log(Level.DEBUG, "worker {0} listens later: {1}", parts.settings().id(), e.getMessage());
      return 0;
    }
  }

  /** How many slots were abandoned because their task did not end when it was interrupted. */
  public int abandonedSlots() {
    return slots.abandoned();
  }

  /** How many slots work on a delivery now. */
  public int busySlots() {
    return slots.assignments().size();
  }

  /**
   * Stops: takes nothing more, gives back at once what is not begun, and lets running tasks end.
   * What still runs after the grace is interrupted and given back; what does not heed that within
   * {@link WorkerSettings#interruptGrace} is left to itself.
   */
  public void stop(Duration grace) {
    parts.stop();
    slots.assignments().forEach(assignment -> assignment.giveBack(parts.now()));
    if (started && !ended(grace)) {
      slots.assignments().forEach(assignment -> assignment.stopRunning(parts.now()));
      if (!ended(parts.settings().interruptGrace())) {
        leaveRunning();
      }
    }
    heartStops = true;
    LockSupport.unpark(heartThread);
    join(heartThread, Duration.ofSeconds(1));
  }

  /** Stops without grace. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private boolean ended(Duration grace) {
    long end = parts.now() + grace.toNanos();
    for (Occupied one : occupied) {
      if (!one.ended()) {
        join(one.thread, Duration.ofNanos(Math.max(1, end - parts.now())));
      }
    }
    return occupied.stream().allMatch(Occupied::ended);
  }

  private void leaveRunning() {
    for (Slot slot : slots.all()) {
      if (slot.assignment() != null) {
        attempt(new Slot(parts, slot.abandon())::step);
      }
    }
  }

  private static void join(Thread thread, Duration longest) {
    try {
      if (thread.isAlive()) {
        TimeUnit.NANOSECONDS.timedJoin(thread, longest.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Slot slot) {
    if (started) {
      occupied.removeIf(Occupied::ended);
      Thread thread = thread("slot", () -> workUntilStopped(slot));
      occupied.add(new Occupied(slot, thread));
      thread.start();
    }
  }

  private Thread thread(String part, Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name("pawl-" + parts.settings().id() + "-" + part)
        .unstarted(work);
  }

  private void workUntilStopped(Slot slot) {
    Niceness.set(NICE);
    while (!slot.abandoned() && !(parts.stopping() && slot.assignment() == null)) {
      attempt(slot::step);
    }
  }

  private void beatUntilStopped() {
    while (!heartStops) {
      attempt(heart::step);
      LockSupport.parkNanos(this, BEAT_NANOS);
    }
  }

  private interface Attempt {
    int step() throws InterruptedException;
  }

  /**
   * A failing port is tried again after a pause; so is a mistake of our own, so that it costs one
   * step rather than a slot.
   */
  private void attempt(Attempt attempt) {
    try {
      attempt.step();
    } catch (PortFailure.Unavailable e) {
      LOG.log(
          Level.WARNING, "worker {0} goes on later: {1}", parts.settings().id(), e.getMessage());
      LockSupport.parkNanos(this, PAUSE_AFTER_FAILURE_NANOS);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "worker {0} was interrupted while it waited", parts.settings().id());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "worker " + parts.settings().id() + " failed in a step, and goes on", e);
      LockSupport.parkNanos(this, PAUSE_AFTER_FAILURE_NANOS);
    }
  }
}
