package dev.pawl.app;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** {@code pawl quarantine list}. */
@Command(
    name = "list",
    description = "List quarantined tasks of a run, or of all runs of the home.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  pawl quarantine list", "  pawl quarantine list nightly --json | jq .input"})
final class QuarantineListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..1", description = "a run's id; else all runs")
  @Nullable String run;

  @Option(
      names = "--json",
      description = "one JSON object a line: run, step, index, attempts, kind, time, error, input")
  boolean json;

  @Mixin HomeOption home = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home.home())) {
      List<RunId> asked = run == null ? runs.all() : List.of(runs.require(run));
      Definitions definitions = code.definitions();
      int found = 0;
      for (RunId id : asked) {
        found += list(runs, id, definitions, out);
      }
      if (found == 0 && !json) {
        out.println("no task is in quarantine");
      }
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  private int list(ReadHome runs, RunId id, Definitions definitions, PrintWriter out) {
    RunView view;
    try {
      view = RunView.read(runs, id);
    } catch (PortFailure.Corrupt e) {
      if (run != null) {
        throw e;
      }
      return 0;
    }
    Optional<ProcessGraph> graph =
        definitions
            .find(view.started().definition(), view.started().version())
            .map(Loaded::graph)
            .filter(one -> one.digest().equals(view.started().digest()));
    List<TaskQuarantined> tasks = view.history().quarantined();
    for (TaskQuarantined task : tasks) {
      Optional<String> input =
          graph.map(one ->
              new String(
                  view.history().input(runs.store(), one, task.step(), task.index()),
                  StandardCharsets.UTF_8));
      out.println(json ? json(view, task, input) : text(view, task, input));
    }
    return tasks.size();
  }

  private static String text(RunView view, TaskQuarantined task, Optional<String> input) {
    String error = task.error().strip().replace("\n", "\n    ");
    return view.run()
        + " "
        + step(view, task)
        + "["
        + task.index()
        + "]"
        + round(view, task)
        + " after "
        + task.attempt()
        + " attempts\n  error: "
        + error
        + "\n  input: "
        + input.orElse("not known without the process (--jar, PAWL_CLASSPATH)");
  }

  private static String round(RunView view, TaskQuarantined task) {
    int round = view.progress().steps().get(task.step()).round();
    return round == 0 ? "" : " in round " + (round + 1);
  }

  private static String json(RunView view, TaskQuarantined task, Optional<String> input) {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("run", view.run().value())
        .put("step", step(view, task))
        .put("round", view.progress().steps().get(task.step()).round())
        .put("index", task.index())
        .put("attempts", task.attempt());
    json.put("kind", task.kind().name())
        .put("time", Instant.ofEpochMilli(task.time()).toString())
        .put("error", task.error());
    if (input.isPresent()) {
      json.putRawValue("input", new RawValue(input.get()));
    } else {
      json.putNull("input");
    }
    return new JsonMapper().writeValueAsString(json);
  }

  private static String step(RunView view, TaskQuarantined task) {
    return view.progress().steps().get(task.step()).step().name();
  }
}
