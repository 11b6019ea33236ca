package dev.pawl.app.soak;

import dev.pawl.engine.ControlClient;
import dev.pawl.engine.ControlClient.Answer;
import dev.pawl.engine.Launch;
import dev.pawl.engine.RunFinder;
import dev.pawl.files.log.FileEventStore;
import dev.pawl.files.log.HomeLock;
import dev.pawl.graph.Definitions;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.JsonCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs under kill -9: an owner and workers as processes, killed at random while they carry runs on,
 * until the time is over and the last run has ended; then all that they left is audited. For one
 * thread; {@link #close} may be called by any.
 */
public final class Soak implements AutoCloseable {
  /** So long without a task that is confirmed, and nothing goes on any more. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long TICK_MILLIS = 50;

  private final Settings settings;
  private final SoakPlaces places;
  private final Consumer<SoakProgress> told;
  private final Children children;
  private final Killer killer;
  private final List<String> violations = new ArrayList<>();
  private final List<RunId> runs = new ArrayList<>();
  private final long start = System.nanoTime();
  private long confirmedBefore;

  /**
   * What is asked for.
   *
   * @param time runs begin until it is over
   * @param tasks of each run, 100 or more
   * @param kills in each run; one that it ends before is not done
   * @param workers processes
   * @param slots of each worker
   * @param seed draws the kills
   */
  public record Settings(Duration time, int tasks, int kills, int workers, int slots, long seed) {}

  private Soak(Settings settings, SoakPlaces places, Consumer<SoakProgress> told)
      throws IOException {
    this.settings = settings;
    this.places = places;
    this.told = told;
    this.children = Children.start(places, settings.workers(), settings.slots());
    this.killer = new Killer(children);
  }

  /**
   * Starts the processes.
   *
   * @param told gets to know about every second how far it is
   */
  public static Soak start(Settings settings, SoakPlaces places, Consumer<SoakProgress> told)
      throws IOException {
    return new Soak(settings, places, told);
  }

  /** Goes on until all is done, stops the processes, and audits what they left. */
  public SoakReport run() throws IOException, InterruptedException {
    try (EventStore store = FileEventStore.open(places.home().runs())) {
      while (violations.isEmpty() && (runs.isEmpty() || isTimeLeft())) {
        carry(new RunFollower(store, begin(store)));
      }
      double seconds = seconds();
      settle();
      SoakAudit audit = new SoakAudit(places, settings.tasks(), killer.times(), violations);
      for (RunId run : runs) {
        audit.check(store, run);
      }
      return audit.report(seconds, killer.owners());
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean isTimeLeft() {
    return seconds() < settings.time().toMillis() / 1e3;
  }

  /** Starts a run. Nobody is killed meanwhile, so that the owner can answer. */
  private RunId begin(EventStore store) throws InterruptedException {
    Definitions definitions = Definitions.of("pawl soak", new SoakProcess());
    RunId run = new RunId("soak-" + (runs.size() + 1));
    runs.add(run);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (HomeLock.holder(places.home().path()).isPresent() && isStarted(store, definitions, run)) {
        return run;
      }
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    violations.add("run " + run + " was not started within " + PATIENCE.toSeconds() + " s");
    return run;
  }

  private boolean isStarted(EventStore store, Definitions definitions, RunId run)
      throws InterruptedException {
    JsonCodec codec = new JsonCodec();
    byte[] input =
        codec.encode(new SoakProcess.Request(settings.tasks()), SoakProcess.Request.class);
    Launch launch =
        Launch.of(
            new RunFinder(store),
            definitions.all().getFirst(),
            codec,
            new Launch.Wish(input, Optional.of(run), true));
    if (launch.start().isEmpty()) {
      return true;
    }
    try {
      Answer answer = new ControlClient(places.home(), definitions).ask(launch.start().get());
      return answer.reply().accepted();
    } catch (PortFailure.Unavailable e) {
      // It has much to read; it is asked again, which starts nothing twice.
      return false;
    }
  }

  private void carry(RunFollower run) throws IOException, InterruptedException {
    KillPlan plan =
        new KillPlan(
            settings.seed() + runs.size() - 1,
            settings.tasks(),
            settings.kills(),
            settings.workers());
    long lookNanos = System.nanoTime();
    while (violations.isEmpty() && !run.ended()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      follow(run);
      if (!run.ended()) {
        killer.step(plan, run.confirmed());
      }
      if (System.nanoTime() - lookNanos > TimeUnit.SECONDS.toNanos(1)) {
        lookNanos = System.nanoTime();
        look(run);
      }
    }
    confirmedBefore += run.confirmed();
  }

  private void follow(RunFollower run) {
    try {
      run.follow();
    } catch (PortFailure.Corrupt e) {
      violations.add("run " + run.run() + " could not be read: " + e.getMessage());
    }
  }

  private void look(RunFollower run) throws IOException {
    violations.addAll(children.revive());
    if (run.stillNanos() > PATIENCE.toNanos()) {
      violations.add(
          "run " + run.run() + " has confirmed nothing for " + PATIENCE.toSeconds() + " s");
    }
    told.accept(
        new SoakProgress(
            runs.size(),
            run.confirmed(),
            settings.tasks(),
            killer.times().size(),
            seconds(),
            (confirmedBefore + run.confirmed()) / seconds()));
  }

  /** What killed workers held goes back to the queue, is run or refused, and nothing stays. */
  private void settle() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (violations.isEmpty() && !places.messages().isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    violations.addAll(children.revive());
    violations.addAll(children.stop());
    List<String> left = places.messages();
    if (!left.isEmpty()) {
      violations.add(left.size() + " messages are left in the queue, such as " + left.getFirst());
    }
  }

  /** Kills all processes; what they left stays. */
  @Override
  public void close() {
    children.close();
  }
}
