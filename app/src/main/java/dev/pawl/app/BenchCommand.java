package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.engine.RunHandle;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.run.RunId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code pawl bench}. */
@Command(
    name = "bench",
    description = "Measure the engine's own cost: a real, durable run of tasks that do nothing.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl bench noop --tasks 100000",
      "  pawl bench noop --tasks 100000 --workers 2 --json"
    })
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WHAT", description = "noop")
  String what = "";

  @Option(names = "--tasks", paramLabel = "N", description = "how many tasks; default 100000")
  int tasks = 100_000;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description = "slots; default one for each processor")
  int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--queue",
      paramLabel = "URI",
      converter = QueueUri.Converter.class,
      description = "file:DIR or memory; default memory")
  @Nullable URI queue;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "where the run is kept; default a temporary folder that is deleted")
  @Nullable Path folder;

  @Option(names = "--json", description = "print one JSON object")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!what.equals("noop")) {
      throw UserError.usage("bench should be told noop, found '" + what + "'");
    }
    Path place = folder == null ? Files.createTempDirectory("pawl-bench") : folder;
    try {
      print(measure(new Home(place)));
      return ExitCode.COMPLETED;
    } finally {
      if (folder == null) {
        delete(place);
      }
    }
  }

  private record Measured(double seconds, double logBytesPerTask, long peakHeapMiB) {}

  private Measured measure(Home home) throws Exception {
    Noop noop = new Noop();
    Definitions definitions = Definitions.of("pawl " + Version.text(), noop);
    EngineSettings settings = QueueUri.apply(EngineSettings.defaults().withWorkers(workers), queue);
    double seconds;
    RunId measured;
    try (Engine engine = new Engine(home, definitions, HandlerFactory.constructors(), settings)) {
      long start = System.nanoTime();
      RunHandle<Noop.Result> run = engine.start(noop, new Noop.Request(tasks), newId());
      int done = run.await().tasks();
      seconds = (System.nanoTime() - start) / 1e9;
      if (done != tasks) {
        throw UserError.failed(tasks + " tasks should be done, found " + done);
      }
      measured = run.run();
    }
    return new Measured(
        seconds, (double) logBytes(home.runs().resolve(measured.value())) / tasks, peakHeapMiB());
  }

  /** A home that is kept may hold runs of earlier measurements. */
  private static String newId() {
    return "noop-" + System.currentTimeMillis();
  }

  private void print(Measured measured) {
    double rate = tasks / measured.seconds();
    if (json) {
      var line = new JsonMapper().createObjectNode();
      line.put("tasks", tasks)
          .put("seconds", measured.seconds())
          .put("tasksPerSecond", Math.round(rate));
      line.put("logBytesPerTask", measured.logBytesPerTask())
          .put("peakHeapMiB", measured.peakHeapMiB());
      spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(line));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d tasks in %.2f s: %,.0f tasks/s, %.1f bytes of log a task, peak heap %d MiB%n",
              tasks,
              measured.seconds(),
              rate,
              measured.logBytesPerTask(),
              measured.peakHeapMiB());
    }
    spec.commandLine().getOut().flush();
  }

  private static long logBytes(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static long peakHeapMiB() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return bytes >> 20;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
