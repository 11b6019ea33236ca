package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.Step;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.orchestration.SecondAttempts;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What an engine does, in the text format of Prometheus. */
final class Metrics {
  private final Engine engine;
  private final List<String> pools;

  Metrics(Engine engine, Definitions definitions) {
    this.engine = engine;
    this.pools =
        definitions.all().stream()
            .flatMap(loaded -> loaded.graph().steps().stream())
            .filter(Step::onWorkers)
            .map(step -> step.policy().pool())
            .distinct()
            .sorted()
            .toList();
  }

  String text(Map<RunId, RunProgress> runs) {
    StringBuilder text = new StringBuilder();
    head(text, "pawl_runs", "gauge", "runs that this server carries on, by status");
    Map<RunStatus, Long> byStatus =
        runs.values().stream()
            .collect(
                Collectors.groupingBy(
                    RunProgress::status,
                    () -> new EnumMap<>(RunStatus.class),
                    Collectors.counting()));
    byStatus.forEach((status, count) ->
        text.append("pawl_runs{status=")
            .append(quoted(word(status)))
            .append("} ")
            .append(count)
            .append('\n'));
    head(text, "pawl_tasks", "gauge", "tasks by run, step and state; running ones are open too");
    runs.forEach((run, progress) ->
        progress.steps().stream()
            .filter(step -> step.step().hasTasks())
            .forEach(step -> tasks(text, run, step)));
    seconds(text, runs);
    head(
        text,
        "pawl_queue_messages",
        "gauge",
        "about how many messages with tasks wait for workers, by pool");
    pools.forEach(pool ->
        text.append("pawl_queue_messages{pool=")
            .append(quoted(pool))
            .append("} ")
            .append(engine.depth(pool))
            .append('\n'));
    head(
        text,
        "pawl_refused_total",
        "counter",
        "messages and commands, or parts of them, that changed nothing, by reason");
    engine
        .counters()
        .refused()
        .forEach((reason, count) ->
            text.append("pawl_refused_total{reason=")
                .append(quoted(reason.name().toLowerCase(Locale.ROOT)))
                .append("} ")
                .append(count)
                .append('\n'));
    head(
        text,
        "pawl_failing",
        "gauge",
        "parts that have failed since the start, with their last message");
    engine
        .counters()
        .failures()
        .forEach((part, message) ->
            text.append("pawl_failing{part=")
                .append(quoted(part))
                .append(",message=")
                .append(quoted(message))
                .append("} 1\n"));
    head(text, "pawl_heap_bytes", "gauge", "heap in use");
    text.append("pawl_heap_bytes ")
        .append(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
        .append('\n');
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ")
        .append(name)
        .append(' ')
        .append(help)
        .append("\n# TYPE ")
        .append(name)
        .append(' ')
        .append(type)
        .append('\n');
  }

  private static void tasks(StringBuilder text, RunId run, StepProgress step) {
    String labels =
        "pawl_tasks{run=" + quoted(run.value()) + ",step=" + quoted(step.step().name()) + ",state=";
    text.append(labels).append("\"done\"} ").append(step.done()).append('\n');
    text.append(labels).append("\"open\"} ").append(RunView.open(step)).append('\n');
    text.append(labels).append("\"running\"} ").append(step.running()).append('\n');
    text.append(labels).append("\"quarantined\"} ").append(step.quarantined()).append('\n');
  }

  /** Of steps that had any: most have none. */
  private static void seconds(StringBuilder text, Map<RunId, RunProgress> runs) {
    head(
        text,
        "pawl_second_attempts",
        "gauge",
        "second attempts beside stragglers, by run, step and what became of them");
    eachWithSeconds(
        runs,
        (labels, seconds) -> {
          String name = "pawl_second_attempts{" + labels + ",what=";
          text.append(name).append("\"issued\"} ").append(seconds.issued()).append('\n');
          text.append(name).append("\"won\"} ").append(seconds.won()).append('\n');
        });
    head(
        text,
        "pawl_wasted_seconds",
        "gauge",
        "time of attempts that lost against another of their task, by run and step");
    eachWithSeconds(
        runs,
        (labels, seconds) ->
            text.append("pawl_wasted_seconds{")
                .append(labels)
                .append("} ")
                .append(seconds.wastedMillis() / 1_000.0)
                .append('\n'));
  }

  private static void eachWithSeconds(
      Map<RunId, RunProgress> runs, BiConsumer<String, SecondAttempts.Count> taker) {
    runs.forEach((run, progress) ->
        progress.steps().stream()
            .filter(step -> step.seconds().issued() > 0)
            .forEach(step ->
                taker.accept(
                    "run=" + quoted(run.value()) + ",step=" + quoted(step.step().name()),
                    step.seconds())));
  }

  private static String word(RunStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String label) {
    return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
