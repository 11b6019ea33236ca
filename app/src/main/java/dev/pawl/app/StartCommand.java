package dev.pawl.app;

import dev.pawl.engine.ControlClient;
import dev.pawl.engine.ControlClient.Answer;
import dev.pawl.engine.Home;
import dev.pawl.engine.Launch;
import dev.pawl.engine.RunFinder;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.wire.JsonCodec;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl start}. */
@Command(
    name = "start",
    description =
        "Begin a run and return at once; whoever owns the home, such as pawl server, carries it on.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl start sales-forecast --id nightly-20260101",
      "  pawl start word-count --input '{\"files\":[\"README.md\"]}'",
      "",
      "Without --id every start begins a new run. With it, a start with the id of a run of the same process, version and",
      "input starts nothing and ends with 0; of another one it ends with 2."
    })
final class StartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DEF", description = "a process by name, or a .java file that holds one")
  String definition = "";

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "the run's id; else one is made of the process and the time")
  @Nullable String id;

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Mixin InputOption input = new InputOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Definitions definitions = code.definitions(definition);
    Loaded process = CodeOption.find(definitions, definition);
    Home home = homeOption.home();
    Launch launch = launch(home, process);
    if (launch.start().isEmpty()) {
      return existing(launch.run());
    }
    Answer answer = new ControlClient(home, definitions).ask(launch.start().get());
    if (!answer.reply().accepted()) {
      // Another start with this id may have been faster.
      if (launch(home, process).start().isEmpty()) {
        return existing(launch.run());
      }
      throw UserError.failed(
          "run " + launch.run() + " was not started: " + answer.reply().detail());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("run " + launch.run() + " is started");
    if (answer.owner().isEmpty()) {
      out.println(RunRequest.whoCarriesOn(home, definition, launch.run().value()));
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  private Launch launch(Home home, Loaded process) {
    JsonCodec codec = new JsonCodec();
    Launch.Wish wish =
        new Launch.Wish(
            input.json(process.graph(), codec), Optional.ofNullable(id).map(RunId::new), true);
    try (EventStore store = home.openEvents()) {
      return Launch.of(new RunFinder(store), process, codec, wish);
    }
  }

  private int existing(RunId run) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "run " + run + " exists, with the same process, version and input: nothing was started");
    out.flush();
    return ExitCode.COMPLETED;
  }
}
