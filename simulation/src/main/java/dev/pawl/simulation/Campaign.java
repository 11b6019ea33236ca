package dev.pawl.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Simulates one seed after the other on several threads, each seed on one. Safe for use by many
 * threads.
 */
public final class Campaign {
  private final Setup setup;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final Map<Long, String> violations = new TreeMap<>();
  private final Tally tally = new Tally();
  private volatile boolean stopped;

  /**
   * What is simulated.
   *
   * @param bug to be planted, if any; then the first seed that finds it is the last
   * @param from the first seed
   * @param seeds how many, counted upwards
   */
  public record Setup(
      Scenario scenario, @Nullable PlantedBug bug, long from, long seeds, int threads) {
    public Setup {
      if (seeds < 1 || threads < 1) {
        throw new IllegalArgumentException(
            "there should be a seed and a thread or more, found " + seeds + " and " + threads);
      }
    }
  }

  public Campaign(Setup setup) {
    this.setup = setup;
    this.next = new AtomicLong(setup.from());
  }

  /** Simulates until all seeds are done, or it is stopped. */
  public void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < setup.threads(); i++) {
      threads.add(Thread.ofPlatform().daemon().name("pawl-simulation-" + i).start(this::simulate));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void simulate() {
    long end = setup.from() + setup.seeds();
    for (long seed = next.getAndIncrement();
        seed < end && !stopped;
        seed = next.getAndIncrement()) {
      try {
        add(Simulation.run(seed, setup.scenario(), setup.bug(), Simulation.NOBODY).tally());
      } catch (Violation e) {
        add(seed, String.valueOf(e.getMessage()));
      }
      done.incrementAndGet();
    }
  }

  private synchronized void add(Tally one) {
    tally.add(one);
  }

  private synchronized void add(long seed, String violation) {
    violations.put(seed, violation);
    if (setup.bug() != null) {
      stop();
    }
  }

  /** Lets the seeds that are under way end, and begins no more. */
  public void stop() {
    stopped = true;
  }

  /** How many seeds are done. */
  public long done() {
    return done.get();
  }

  /**
   * What was broken, by seed: the guarantee, the end of the trace, and the command to replay it.
   */
  public synchronized Map<Long, String> violations() {
    return new TreeMap<>(violations);
  }

  /** What went wrong in the seeds that broke nothing. */
  public synchronized Tally tally() {
    Tally copy = new Tally();
    copy.add(tally);
    return copy;
  }
}
