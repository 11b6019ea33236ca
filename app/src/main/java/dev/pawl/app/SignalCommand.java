package dev.pawl.app;

import dev.pawl.engine.ControlClient.Answer;
import dev.pawl.engine.Home;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.Step;
import dev.pawl.input.PinnedFiles;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code pawl signal}. */
@Command(
    name = "signal",
    description =
        "Send a run a signal that it awaits. The first one of a name counts, whenever it comes.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl signal nightly approve",
      "  pawl signal nightly approve --value '{\"by\":\"Ada\"}'",
      "  pawl signal nightly limits --value @limits.json",
      "",
      "pawl show RUN tells which signals a run waits for."
    })
final class SignalCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id; see pawl ps")
  String run = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "the signal: a step that awaits it")
  String name = "";

  @Option(
      names = "--value",
      paramLabel = "JSON|@FILE|-",
      description =
          "the value as JSON, a file that holds it, or - for standard input; default {}; at most 64 KiB")
  String value = "{}";

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Home home = homeOption.home();
    Definitions definitions = code.definitions();
    byte[] json = compact(text());
    RunStarted started;
    try (ReadHome runs = ReadHome.of(home)) {
      started = RunView.read(runs, runs.require(run)).started();
    }
    Answer answer =
        RunRequest.ask(
            home, definitions, new Request.Signal(run, name, typed(definitions, started, json)));
    PrintWriter out = spec.commandLine().getOut();
    out.println("run " + run + " has signal " + name);
    if (answer.owner().isEmpty()) {
      out.println(RunRequest.whoCarriesOn(home, "PROCESS", run));
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  /** How to send a signal, for people. */
  static String usage(RunId run, String signal) {
    String word = signal.contains(" ") ? "'" + signal + "'" : signal;
    return signal + ": pawl signal " + run + " " + word + " --value JSON";
  }

  private String text() {
    try {
      if (value.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value;
    } catch (IOException | InvalidPathException e) {
      throw UserError.usage("--value " + value + " should be a file that can be read, found: " + e);
    }
  }

  /** JSON on one line, numbers as they are. */
  private byte[] compact(String text) {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    try {
      return mapper.writeValueAsBytes(mapper.readTree(text));
    } catch (JacksonException e) {
      throw UserError.usage("--value should be JSON, @FILE or -, found " + e.getOriginalMessage());
    }
  }

  /** The value as its step takes it, files pinned, where the code of the run is at hand here. */
  private byte[] typed(Definitions definitions, RunStarted started, byte[] json) {
    Optional<Step> step =
        definitions
            .find(started.definition(), started.version())
            .map(Loaded::graph)
            .filter(graph -> graph.digest().equals(started.digest()))
            .flatMap(graph -> graph.step(name))
            .filter(Step.Await.class::isInstance);
    if (step.isEmpty()) {
      return json;
    }
    JsonCodec codec = new JsonCodec();
    try {
      Object read = codec.decode(json, step.get().type());
      return codec.encode(PinnedFiles.pinAll(read), step.get().type());
    } catch (PortFailure.Invalid e) {
      throw UserError.usage("the value of signal '" + name + "': " + e.getMessage());
    }
  }
}
