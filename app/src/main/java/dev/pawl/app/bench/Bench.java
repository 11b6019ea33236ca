package dev.pawl.app.bench;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.engine.RunEndedException;
import dev.pawl.engine.RunHandle;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Runs a plan over a home through the whole engine, and measures it. One run at a time. */
public final class Bench {
  private static final int MOST_BESIDE = 15;

  private final Home home;
  private final BenchPlan plan;
  private final String name = "bench-" + System.currentTimeMillis();
  private final ProcessDefinition<Width, Count> process;
  private final AuditTrail trail = new AuditTrail();
  private final Audit audit;

  public Bench(Home home, BenchPlan plan) {
    this.home = home;
    this.plan = plan;
    this.process = process(plan);
    this.audit = new Audit(trail::nanos, plan.tasks(), plan.shape() == BenchPlan.Shape.CHAIN);
  }

  /** All processes that are measured, for workers of their own. */
  public static Definitions definitions() {
    return Definitions.of(
        "pawl bench", new Noop(), new Filled(false), new Filled(true), new Chain());
  }

  private static ProcessDefinition<Width, Count> process(BenchPlan plan) {
    return switch (plan.shape()) {
      case FOLD -> plan.payload() == 0 ? new Noop() : new Filled(false);
      case ALL -> new Filled(true);
      case CHAIN -> new Chain();
    };
  }

  /**
   * Measures.
   *
   * @throws RunEndedException where a run does not complete
   * @throws IllegalStateException where a run gives a wrong result
   */
  public Measurement measure() throws InterruptedException, RunEndedException, IOException {
    try (AuditTrail looking = trail;
        PeakHeap heap = new PeakHeap();
        Engine engine =
            new Engine(home, definitions(), HandlerFactory.constructors(), settings())) {
      if (plan.warmUp() > 0) {
        all(engine, plan.warmUp(), "warm-up");
      }
      double alone = plan.beside() == 0 ? 0 : beside(engine, "alone", () -> true);
      looking.pass(audit::begin);
      long begin = System.nanoTime();
      List<RunHandle<Count>> runs = start(engine, plan.tasks(), "run");
      double behind = plan.beside() == 0 ? 0 : beside(engine, "behind", () -> goOn(runs));
      await(runs, plan.tasks());
      double seconds = (System.nanoTime() - begin) / 1e9;
      looking.await();
      return measurement(seconds, heap.mebibytes(), alone, behind);
    }
  }

  private void all(Engine engine, int tasks, String kind)
      throws InterruptedException, RunEndedException {
    await(start(engine, tasks, kind), tasks);
  }

  private List<RunHandle<Count>> start(Engine engine, int tasks, String kind) {
    List<RunHandle<Count>> runs = new ArrayList<>();
    for (int i = 0; i < plan.runs(); i++) {
      int share = tasks / plan.runs() + (i < tasks % plan.runs() ? 1 : 0);
      Width width = new Width(share, plan.payload());
      runs.add(engine.start(process, width, id(kind, i)));
    }
    return runs;
  }

  private static void await(List<RunHandle<Count>> runs, int tasks)
      throws InterruptedException, RunEndedException {
    int done = 0;
    for (RunHandle<Count> run : runs) {
      done += run.await().tasks();
    }
    if (done != tasks) {
      throw new IllegalStateException(tasks + " tasks should be done, found " + done);
    }
  }

  private String id(String kind, int number) {
    return name + "-" + kind + "-" + number;
  }

  private EngineSettings settings() {
    EngineSettings settings =
        EngineSettings.defaults()
            .withWorkers(plan.processes() == 0 ? plan.workers() : 0)
            .withPorts(
                new EngineSettings.Ports(
                    store -> new AuditedStore(store, audit, trail),
                    queue -> new AuditedQueue(queue, audit, trail)));
    return plan.queue().map(settings::withQueue).orElse(settings);
  }

  private static boolean goOn(List<RunHandle<Count>> runs) {
    return !runs.stream().allMatch(run -> run.outcome().isDone());
  }

  /**
   * Median time of some small runs, one after the other, in milliseconds.
   *
   * @param more whether what they are to be measured behind goes on: one is begun in any case
   */
  private double beside(Engine engine, String kind, BooleanSupplier more)
      throws InterruptedException, RunEndedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < MOST_BESIDE && (i == 0 || more.getAsBoolean()); i++) {
      long begin = System.nanoTime();
      Width width = new Width(plan.beside(), plan.payload());
      var _ = engine.start(process, width, id(kind, i)).await();
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    return millis.stream().sorted().toList().get(millis.size() / 2);
  }

  private Measurement measurement(double seconds, long heapMiB, double alone, double behind)
      throws IOException {
    Audit.Seen seen = audit.seen();
    long bytes = 0;
    for (int i = 0; i < plan.runs(); i++) {
      bytes += logBytes(home.runs().resolve(id("run", i)));
    }
    return new Measurement(
        plan.tasks(),
        seconds,
        seen.p50Micros(),
        seen.p99Micros(),
        (double) bytes / plan.tasks(),
        heapMiB,
        seen.flushes(),
        seen.flushMicros(),
        seen.early(),
        plan.runs() == 1 ? 1 : seen.runs() == plan.runs() ? seen.fairness() : plan.tasks(),
        alone,
        behind);
  }

  private static long logBytes(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
