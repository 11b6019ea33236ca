package dev.pawl.app;

import dev.pawl.app.soak.Soak;
import dev.pawl.app.soak.SoakPlaces;
import dev.pawl.app.soak.SoakReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pawl soak}. */
@Command(
    name = "soak",
    description =
        "Kill an owner and workers with -9 while they carry runs on, as processes over a file queue, and audit what they left.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl soak --minutes 1",
      "  pawl soak --minutes 0 --tasks 1000000 --kills 200",
      "  pawl soak --minutes 1 --seed 42 --json",
      "",
      "Each execution of a task writes its key and a nonce to a ledger outside Pawl. When the runs have ended, log, ledger,",
      "blobs and queue have to agree: every task was confirmed once, with the result of an execution that the ledger knows;",
      "results are right; nothing was issued again after it was confirmed; no message is left. The seed draws whom to kill,",
      "and after how many tasks. Ends with 0 where all is sound, else with 1, and then keeps its folder. Ctrl-C ends all processes."
    })
final class SoakCommand implements Callable<Integer> {
  private static final int TASKS_FOR_A_KILL = 5_000;
  private static final int TASKS_A_MINUTE = 100_000;
  private static final int MOST_TASKS = 1_000_000;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      required = true,
      description = "runs begin until so much time is over, and the last one is carried to its end")
  double minutes;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "tasks of a run; default 100000 for each minute, 1000000 at most")
  @Nullable Integer tasks;

  @Option(
      names = "--kills",
      paramLabel = "K",
      description = "kills in each run; default one for 5000 tasks")
  @Nullable Integer kills;

  @Option(names = "--workers", paramLabel = "W", description = "worker processes; default 2")
  int workers = 2;

  @Option(names = "--seed", paramLabel = "S", description = "draws the kills; default random")
  @Nullable Long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "an empty folder for all that the processes write; default a temporary one that is deleted")
  @Nullable Path folder;

  @Option(names = "--json", description = "print one JSON object on the last line")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Soak.Settings settings = settings();
    PrintWriter err = spec.commandLine().getErr();
    Path place = folder == null ? Files.createTempDirectory("pawl-soak") : requireEmpty(folder);
    SoakPlaces places = SoakPlaces.in(place);
    SoakText text = SoakText.on(err, json);
    err.println(
        "killing owner and "
            + workers
            + " workers "
            + settings.kills()
            + " times in each run (seed "
            + settings.seed()
            + "), in "
            + places.folder());
    err.flush();
    SoakReport report;
    try (Soak soak = Soak.start(settings, places, text::show);
        StopSignal _ = StopSignal.install(soak::close, err, "stopping the processes …")) {
      report = soak.run();
    }
    text.print(report, settings, spec.commandLine().getOut());
    if (report.sound() && folder == null) {
      delete(place);
    } else {
      err.println("logs, ledger, queue and home are kept in " + places.folder());
    }
    return report.sound() ? ExitCode.COMPLETED : ExitCode.FAILED;
  }

  private Soak.Settings settings() {
    require(minutes >= 0 && minutes <= 10_000, "--minutes should be 0 to 10000", minutes);
    int width =
        tasks != null ? tasks : (int) Math.clamp(minutes * TASKS_A_MINUTE, 10_000, MOST_TASKS);
    int wanted = kills != null ? kills : Math.max(1, width / TASKS_FOR_A_KILL);
    require(width >= 100 && width <= 10_000_000, "--tasks should be 100 to 10000000", width);
    require(wanted >= 0 && wanted <= 1_000_000, "--kills should be 0 to 1000000", wanted);
    require(workers >= 1 && workers <= 100, "--workers should be 1 to 100", workers);
    return new Soak.Settings(
        Duration.ofMillis((long) (minutes * 60_000)),
        width,
        wanted,
        workers,
        2,
        seed != null ? seed : new SecureRandom().nextInt(1 << 30));
  }

  private static void require(boolean right, String expected, Number found) {
    if (!right) {
      throw UserError.usage(expected + ", found " + found);
    }
  }

  private static Path requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw UserError.usage(
              "--home should be an empty folder or none, found files in " + folder);
        }
      }
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
