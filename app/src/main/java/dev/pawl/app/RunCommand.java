package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.engine.Launch;
import dev.pawl.engine.Outcome;
import dev.pawl.engine.RunFinder;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunId;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl run}. */
@Command(
    name = "run",
    description = "Run a process to its end in this JVM.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl run sales-forecast",
      "  pawl run word-count --input '{\"files\":[\"README.md\"]}' --json",
      "  pawl run Forecast.java --input request.json --out results",
      "",
      "Killed or stopped at any moment, the same command (same process, version, input and home) goes on where it was."
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DEF", description = "a process by name, or a .java file that holds one")
  String definition = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "how many tasks run at once; default one for each processor")
  int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "the run's id; an id that exists is carried on")
  @Nullable String id;

  @Option(
      names = "--new",
      description = "start afresh, even if a run with this input is on its way")
  boolean fresh;

  @Option(names = "--json", description = "print one JSON object as the last line")
  boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "copy the files of the result to a folder")
  @Nullable Path out;

  @Option(
      names = "--queue",
      paramLabel = "URI",
      converter = QueueUri.Converter.class,
      description =
          QueueUri.KINDS + ", to let workers in other processes help; else PAWL_QUEUE, else memory")
  @Nullable URI queue;

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Mixin InputOption input = new InputOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Definitions definitions = code.definitions(definition);
    Loaded process = CodeOption.find(definitions, definition);
    Home home = homeOption.home();
    PrintWriter err = spec.commandLine().getErr();
    EngineSettings settings = QueueUri.apply(EngineSettings.defaults().withWorkers(workers), queue);
    UnreadOutcomes unread = new UnreadOutcomes(home);
    Outcome told;
    try (Engine engine = new Engine(home, definitions, HandlerFactory.constructors(), settings)) {
      Launch.Wish wish =
          new Launch.Wish(
              input.json(process.graph(), engine.codec()),
              Optional.ofNullable(id).map(RunId::new),
              fresh,
              unread::contains);
      RunFinder runs =
          new RunFinder(
              engine.store(),
              (damaged, failure) ->
                  err.println(
                      "run " + damaged + " is damaged and left out: " + failure.getMessage()));
      Launch launch = Launch.of(runs, process, engine.codec(), wish);
      err.println((launch.found().isPresent() ? "going on with run " : "run ") + launch.run());
      err.flush();
      unread.add(launch.run());
      CompletableFuture<Outcome> ending = engine.run(launch);
      try (StopSignal _ =
              StopSignal.install(
                  engine::close,
                  err,
                  "stopping run " + launch.run() + " … the same command goes on where it was");
          ProgressDisplay display = ProgressDisplay.on(err, json)) {
        display.follow(engine, launch.run(), ending);
      }
      Outcome outcome = ending.get();
      RunHistory history = RunHistory.read(engine.store(), launch.run());
      new RunReport(home, Optional.ofNullable(out), spec.commandLine().getOut(), err)
          .print(outcome, history, process, engine.codec(), json);
      told = outcome;
    } catch (CancellationException e) {
      // Stopped by the user, who was told.
      return ExitCode.FAILED;
    }
    unread.remove(told.run());
    return told.word().equals("completed") ? ExitCode.COMPLETED : ExitCode.FAILED;
  }
}
