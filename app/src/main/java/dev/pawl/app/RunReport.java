package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.engine.Outcome;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code pawl run} says when a run cannot go on by itself any more. */
final class RunReport {
  private final JsonMapper mapper = new JsonMapper();
  private final ResultFiles files;
  private final PrintWriter output;
  private final PrintWriter err;

  RunReport(Home home, Optional<Path> copies, PrintWriter output, PrintWriter err) {
    this.files = new ResultFiles(home, copies);
    this.output = output;
    this.err = err;
  }

  void print(Outcome outcome, RunHistory history, Loaded process, Codec codec, boolean json) {
    boolean completed = outcome.status() == RunStatus.COMPLETED;
    JsonNode result = completed ? files.withPaths(outcome.result()) : mapper.nullNode();
    double seconds = (history.lastMillis() - history.firstMillis()) / 1000.0;
    if (!completed) {
      explain(outcome, history);
    }
    if (json) {
      ObjectNode line = mapper.createObjectNode();
      line.put("run", outcome.run().value())
          .put("outcome", outcome.word())
          .put("seconds", seconds)
          .put("tasks", history.tasks());
      line.set("result", result);
      output.println(mapper.writeValueAsString(line));
    } else {
      if (completed) {
        output.println(summary(outcome, history, process, codec, result));
        files.files().values().forEach(path -> output.println(path));
      }
      output.println(
          String.format(
              Locale.ROOT,
              "%s: %d tasks in %.1f s (run %s)",
              outcome.word(),
              history.tasks(),
              seconds,
              outcome.run()));
    }
    output.flush();
  }

  private String summary(
      Outcome outcome, RunHistory history, Loaded process, Codec codec, JsonNode result) {
    Map<String, Duration> work = new LinkedHashMap<>();
    history
        .timings()
        .forEach((step, timing) ->
            work.put(
                process.graph().step(step).name(),
                Duration.of(timing.micros(), ChronoUnit.MICROS)));
    Object value =
        codec.decode(outcome.result(), process.graph().step(process.graph().result()).type());
    String own = summary(process.graph().definition(), value, work);
    return own.isEmpty()
        ? mapper.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result)
        : own;
  }

  @SuppressWarnings("unchecked")
  private static <O> String summary(
      ProcessDefinition<?, O> definition, Object result, Map<String, Duration> work) {
    return definition.summary((O) result, work);
  }

  private void explain(Outcome outcome, RunHistory history) {
    err.println(
        "run "
            + outcome.run()
            + " is "
            + outcome.status().name().toLowerCase(Locale.ROOT)
            + (outcome.detail().isEmpty() ? "" : ": " + outcome.detail()));
    List<TaskQuarantined> tasks = history.quarantined();
    tasks.stream()
        .limit(5)
        .forEach(task ->
            err.println(
                "  "
                    + history.progress().steps().get(task.step()).step().name()
                    + "["
                    + task.index()
                    + "] after "
                    + task.attempt()
                    + " attempts: "
                    + task.error().lines().findFirst().orElse("")));
    if (tasks.size() > 5) {
      err.println("  … and " + (tasks.size() - 5) + " more: pawl quarantine list " + outcome.run());
    }
    switch (outcome.status()) {
      case STALLED -> err.println("mend what is wrong, then: pawl retry " + outcome.run());
      case PARKED -> err.println("mend the function, then run the same command again");
      case NEW, RUNNING, PAUSED, COMPLETED, FAILED, CANCELLED -> {}
    }
    err.flush();
  }
}
