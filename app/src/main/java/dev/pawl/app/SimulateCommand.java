package dev.pawl.app;

import dev.pawl.simulation.Campaign;
import dev.pawl.simulation.PlantedBug;
import dev.pawl.simulation.Scenario;
import dev.pawl.simulation.Simulation;
import dev.pawl.simulation.Tally;
import dev.pawl.simulation.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code pawl simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run whole deployments on a virtual clock, each from one seed, while everything goes wrong that"
          + " may, and hold them against the guarantees.",
      "Exit code 0: no guarantee was broken, or the planted bug was found; 1: one was broken, or the"
          + " bug was not found; 2: wrong usage."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl simulate --seeds 10000                      as CI does",
      "  pawl simulate --seeds 500000 --from 1000000      over night",
      "  pawl simulate --seed 4711 --trace trace.txt      one seed again, with all that happens",
      "  pawl simulate --bug FENCE_IGNORED                how soon is a planted bug found"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int SHOWN = 3;
  private static final long PERIOD_MILLIS = 500;

  /** Kept here, so that it stays as it is set. */
  private static final Logger PAWL = Logger.getLogger("dev.pawl");

  @Option(names = "--seeds", paramLabel = "N", description = "how many seeds; default 1000")
  long seeds = 1_000;

  @Option(names = "--from", paramLabel = "S", description = "the first seed; default 1")
  long from = 1;

  @Option(names = "--seed", paramLabel = "X", description = "this seed alone")
  @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "seeds at the same time; default one for each processor")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "one of ${COMPLETION-CANDIDATES}; default ANYTHING")
  Scenario scenario = Scenario.ANYTHING;

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      description = "plant a bug, and stop when it is found; one of ${COMPLETION-CANDIDATES}")
  @Nullable PlantedBug bug;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "with --seed: write all that happens to a file")
  @Nullable Path trace;

  @Option(names = "--json", description = "print one JSON object on the last line")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (seeds < 1 || threads < 1) {
      throw UserError.usage(
          "--seeds and --threads should be 1 or more, found " + seeds + " and " + threads);
    }
    if (trace != null && seed == null) {
      throw UserError.usage("--trace should come with --seed: each seed has a trace of its own");
    }
    Level before = PAWL.getLevel();
    PAWL.setLevel(Level.OFF);
    try {
      Long one = seed;
      long start = System.nanoTime();
      Result result = one == null ? many() : one(one);
      return tell(result, (System.nanoTime() - start) / 1e9);
    } finally {
      PAWL.setLevel(before);
    }
  }

  /** What was simulated, and what it came to. */
  private record Result(long done, Map<Long, String> violations, Tally tally) {}

  private Result one(long number) throws IOException, InterruptedException {
    Path file = trace;
    try (PrintWriter lines =
        new PrintWriter(
            file == null ? Writer.nullWriter() : Files.newBufferedWriter(file), false)) {
      Simulation.Outcome outcome = Simulation.run(number, scenario, bug, lines::println);
      say(
          String.format(
              Locale.ROOT,
              "seed %d: %,d lines of trace, digest %016x, %,d s of virtual time",
              number,
              outcome.lines(),
              outcome.digest(),
              outcome.virtualTime().toSeconds()));
      return new Result(1, Map.of(), outcome.tally());
    } catch (Violation e) {
      return new Result(1, Map.of(number, String.valueOf(e.getMessage())), new Tally());
    }
  }

  private Result many() throws InterruptedException {
    Campaign campaign = new Campaign(new Campaign.Setup(scenario, bug, from, seeds, threads));
    CountDownLatch told = new CountDownLatch(1);
    PrintWriter err = spec.commandLine().getErr();
    try (StopSignal _ =
        StopSignal.install(
            () -> {
              campaign.stop();
              await(told);
            },
            err,
            "stopping after the seeds that are under way")) {
      Thread progress = Thread.ofPlatform().daemon().start(() -> follow(campaign));
      campaign.run();
      progress.interrupt();
      progress.join();
      if (campaign.done() < seeds && bug == null) {
        say(
            "stopped: the first "
                + campaign.done()
                + " of "
                + seeds
                + " seeds from "
                + from
                + " on are done");
      }
      return new Result(campaign.done(), campaign.violations(), campaign.tally());
    } finally {
      told.countDown();
    }
  }

  /** The signal ends the process when this returns: what there is to tell is told first. */
  private static void await(CountDownLatch told) {
    try {
      if (!told.await(30, TimeUnit.SECONDS)) {
        return;
      }
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Campaign campaign) {
    PrintWriter err = spec.commandLine().getErr();
    boolean terminal = ProgressDisplay.isTerminal();
    long start = System.nanoTime();
    try {
      while (terminal) {
        Thread.sleep(PERIOD_MILLIS);
        double seconds = (System.nanoTime() - start) / 1e9;
        err.printf(
            Locale.ROOT,
            "\r%,d of %,d seeds, %.0f a second, %d violations\u001b[K",
            campaign.done(),
            seeds,
            campaign.done() / seconds,
            campaign.violations().size());
        err.flush();
      }
    } catch (InterruptedException e) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private int tell(Result result, double seconds) {
    result.violations().values().stream().limit(SHOWN).forEach(text -> say(text + "\n"));
    if (result.violations().size() > SHOWN) {
      say("all seeds with violations: " + result.violations().keySet());
    }
    say(
        String.format(
            Locale.ROOT,
            "%,d %s in %.1f s, %.0f a second: %d violations",
            result.done(),
            result.done() == 1 ? "seed" : "seeds",
            seconds,
            result.done() / seconds,
            result.violations().size()));
    Map<Tally.Mishap, Long> met = new TreeMap<>(result.tally().all());
    if (!met.isEmpty() && !json) {
      say("met: " + met.toString().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (json) {
      printJson(result, seconds, met);
    }
    spec.commandLine().getOut().flush();
    return result.violations().isEmpty() == (bug == null) ? ExitCode.COMPLETED : ExitCode.FAILED;
  }

  private void printJson(Result result, double seconds, Map<Tally.Mishap, Long> met) {
    JsonMapper mapper = new JsonMapper();
    var line = mapper.createObjectNode();
    line.put("seeds", result.done())
        .put("from", seed == null ? from : seed)
        .put("seconds", seconds)
        .put("violations", result.violations().size());
    var violated = line.putArray("violatedSeeds");
    result.violations().keySet().forEach(violated::add);
    var mishaps = line.putObject("met");
    met.forEach((mishap, times) -> mishaps.put(mishap.name(), times));
    spec.commandLine().getOut().println(mapper.writeValueAsString(line));
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text);
  }
}
