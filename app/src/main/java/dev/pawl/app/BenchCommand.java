package dev.pawl.app;

import dev.pawl.app.bench.Bench;
import dev.pawl.app.bench.BenchPlan;
import dev.pawl.app.bench.BenchPlan.Shape;
import dev.pawl.app.bench.Measurement;
import dev.pawl.engine.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    description = "Measure the engine's own cost: real, durable runs of tasks that do nothing.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl bench noop --tasks 1000000",
      "  pawl bench noop --tasks 1000000 --payload 500 --json",
      "  pawl bench noop --tasks 10000 --chain",
      "  pawl bench noop --tasks 100000 --runs 1000 --warm-up 100000",
      "  pawl bench noop --tasks 1000000 --beside 10",
      "  pawl bench noop --tasks 200000 --queue file:/tmp/queue --processes 2",
      "",
      "Every task goes the whole way: decision, durable log, queue, worker, result, confirmation,"
          + " fan-in. The run itself",
      "counts dispatches and acknowledgements that leave before what they rest on is flushed;"
          + " 'durable' says there were none."
    })
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WHAT", description = "noop")
  String what = "";

  @Option(names = "--tasks", paramLabel = "N", description = "how many tasks; default 100000")
  int tasks = 100_000;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "tasks of runs before, of the same kind, that are not measured; default none")
  int warmUp;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description = "slots; default one for each processor")
  int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      description = "size of each result as JSON, up to 4096; default an empty record")
  int payload;

  @Option(
      names = "--chain",
      description =
          "each task after the one before, instead of side by side; up to 80000, with empty results")
  boolean chain;

  @Option(
      names = "--all",
      description = "gather all results into a list that a task reads, instead of folding them")
  boolean all;

  @Option(
      names = "--runs",
      paramLabel = "R",
      description = "spread the tasks over R runs; default 1")
  int runs = 1;

  @Option(
      names = "--beside",
      paramLabel = "K",
      description = "also time runs of K tasks, alone and started behind the big one")
  int beside;

  @Option(
      names = "--queue",
      paramLabel = "URI",
      converter = QueueUri.Converter.class,
      description = QueueUri.KINDS + "; default memory")
  @Nullable URI queue;

  @Option(
      names = "--processes",
      paramLabel = "P",
      description =
          "worker processes that share the slots; default none: workers in this process; needs"
              + " --queue URI")
  int processes;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "where the runs are kept; default a temporary folder that is deleted")
  @Nullable Path folder;

  @Option(names = "--json", description = "print one JSON object")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!what.equals("noop")) {
      throw UserError.usage("bench should be told noop, found '" + what + "'");
    }
    if (chain && all) {
      throw UserError.usage(
          "a chain has no list of all results: give --chain or --all, found both");
    }
    Shape shape = chain ? Shape.CHAIN : all ? Shape.ALL : Shape.FOLD;
    Optional<URI> shared = QueueUri.shared(queue);
    BenchPlan plan =
        new BenchPlan(tasks, warmUp, workers, payload, shape, runs, beside, shared, processes);
    Path place = folder == null ? Files.createTempDirectory("pawl-bench") : folder;
    List<Process> others = new ArrayList<>();
    try {
      Bench bench = new Bench(new Home(place), plan);
      for (int i = 0; i < processes; i++) {
        others.add(worker(place, shared.orElseThrow(), i));
      }
      Measurement measured = bench.measure();
      print(measured);
      return measured.durable() ? ExitCode.COMPLETED : ExitCode.FAILED;
    } finally {
      others.forEach(Process::destroy);
      for (Process other : others) {
        other.waitFor();
      }
      if (folder == null) {
        delete(place);
      }
    }
  }

  private Process worker(Path home, URI shared, int number) {
    int slots = workers / processes + (number < workers % processes ? 1 : 0);
    return Successor.start(
        List.of(
            "bench-worker",
            "--queue",
            QueueUri.text(shared),
            "--home",
            home.toString(),
            "--slots",
            String.valueOf(Math.max(1, slots))));
  }

  private void print(Measurement measured) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      var line = new JsonMapper().createObjectNode();
      line.put("tasks", measured.tasks())
          .put("seconds", measured.seconds())
          .put("tasksPerSecond", Math.round(measured.rate()))
          .put("p50Micros", measured.p50Micros())
          .put("p99Micros", measured.p99Micros())
          .put("logBytesPerTask", measured.logBytesPerTask())
          .put("peakHeapMiB", measured.peakHeapMiB())
          .put("flushes", measured.flushes())
          .put("flushMicros", measured.flushMicros())
          .put("durable", measured.durable());
      if (runs > 1) {
        line.put("runs", runs).put("fairness", measured.fairness());
      }
      if (beside > 0) {
        line.put("aloneMillis", measured.aloneMillis())
            .put("besideMillis", measured.besideMillis());
      }
      out.println(new JsonMapper().writeValueAsString(line));
    } else {
      text(measured).forEach(out::println);
    }
    out.flush();
  }

  private List<String> text(Measurement m) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%,d tasks in %.2f s: %,.0f tasks/s", m.tasks(), m.seconds(), m.rate()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  time added to a task: p50 %,d µs, p99 %,d µs%s",
            m.p50Micros(),
            m.p99Micros(),
            chain ? ", from one durable result to the next" : ", waiting in the queue included"));
    lines.add(
        String.format(
            Locale.ROOT,
            "  log: %.1f bytes a task, %,d flushes, an append takes %,d µs (median)",
            m.logBytesPerTask(),
            m.flushes(),
            m.flushMicros()));
    lines.add(String.format(Locale.ROOT, "  peak heap: %,d MiB", m.peakHeapMiB()));
    lines.add(
        m.durable()
            ? "  durable: nothing left before what it rests on was flushed"
            : String.format(
                Locale.ROOT, "  NOT durable: %,d left before they were flushed", m.early()));
    if (runs > 1) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  fairness of %,d runs at half-time: the fastest had %.2f times the progress of the"
                  + " slowest",
              runs,
              m.fairness()));
    }
    if (beside > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  a run of %,d tasks (median of fifteen): alone %.1f ms, behind the big run %.1f ms",
              beside,
              m.aloneMillis(),
              m.besideMillis()));
    }
    return lines;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
