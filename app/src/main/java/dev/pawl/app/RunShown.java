package dev.pawl.app;

import dev.pawl.orchestration.RunHistory.Timing;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.orchestration.SecondAttempts;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent.TaskQuarantined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a run stands, as text for people and as JSON for scripts. */
final class RunShown {
  private static final int TASKS_TOLD = 5;

  private RunShown() {}

  static String text(RunView view, Children children, long now) {
    StringBuilder text = new StringBuilder();
    line(text, "run", view.run().value());
    line(
        text,
        "process",
        view.started().definition()
            + " version "
            + view.started().version()
            + " ("
            + view.started().artefact()
            + ")");
    view.started().parent().ifPresent(parent -> line(text, "parent", parent(parent)));
    line(text, "status", view.statusText());
    if (!view.reason().isEmpty()) {
      line(text, "because", view.reason());
    }
    view.awaited()
        .forEach(signal -> line(text, "waits for", SignalCommand.usage(view.run(), signal)));
    view.holder().ifPresent(holder -> line(text, "home held by", "process " + holder));
    line(text, "began", Instant.ofEpochMilli(view.history().firstMillis()).toString());
    line(
        text,
        "took",
        Spans.ofMillis(view.millis(now)) + (view.status().isFinal() ? "" : " so far"));
    line(
        text,
        "tasks",
        view.tasksDone()
            + " of "
            + view.tasksTotal()
            + (view.status().isFinal() ? "" : " known so far"));
    if (children.total() > 0) {
      line(
          text,
          "child runs",
          children.total()
              + ", "
              + children.over()
              + " over (pawl ps --parent "
              + view.run()
              + ")");
    }
    line(text, "events", Long.toString(view.progress().position()));
    text.append(System.lineSeparator()).append(steps(view));
    quarantined(text, view);
    return text.toString();
  }

  private static String parent(ParentTask task) {
    return "run "
        + task.run()
        + ", step "
        + task.step()
        + " ["
        + task.index()
        + "]"
        + (task.round() == 0 ? "" : ", round " + task.round())
        + (task.attempt() == 1 ? "" : ", attempt " + task.attempt());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-13s %s%n", name, value));
  }

  private static TextTable steps(RunView view) {
    boolean rounds = view.progress().steps().stream().anyMatch(step -> step.round() > 0);
    boolean seconds =
        view.progress().steps().stream().anyMatch(step -> step.seconds().issued() > 0);
    List<String> titles =
        new ArrayList<>(
            List.of(
                "STEP", "KIND", "DONE", "OPEN", "FAILED", "QUARANTINE", "WALL", "WORK", "SLOWEST"));
    if (rounds) {
      titles.add(2, "ROUND");
    }
    if (seconds) {
      titles.addAll(List.of("TWICE", "WON", "WASTED"));
    }
    TextTable table = new TextTable(titles.toArray(String[]::new));
    SortedMap<Integer, Timing> timings = view.history().timings();
    List<StepProgress> steps = view.progress().steps();
    for (int id = 0; id < steps.size(); id++) {
      StepProgress step = steps.get(id);
      @Nullable Timing timing = timings.get(id);
      boolean worked = timing != null && timing.micros() > 0;
      List<String> cells =
          new ArrayList<>(
              List.of(
                  step.step().name(),
                  step.step().kind(),
                  done(step),
                  number(RunView.open(step)),
                  number(timing == null ? 0 : timing.failures()),
                  number(step.quarantined()),
                  timing == null ? "" : Spans.ofMillis(timing.lastMillis() - timing.firstMillis()),
                  worked && timing != null ? Spans.ofMicros(timing.micros()) : "",
                  worked && timing != null ? Spans.ofMicros(timing.slowestMicros()) : ""));
      if (seconds) {
        cells.addAll(seconds(step.seconds()));
      }
      if (rounds) {
        cells.add(2, step.round() == 0 ? "" : Integer.toString(step.round() + 1));
      }
      table.add(cells);
    }
    return table;
  }

  /** Tasks begun a second time, how often that gave the result, and the time of the others. */
  private static List<String> seconds(SecondAttempts.Count count) {
    return count.issued() == 0
        ? List.of("", "", "")
        : List.of(
            number(count.issued()), number(count.won()), Spans.ofMillis(count.wastedMillis()));
  }

  /** The counts; a question mark where the width is not known yet. */
  static String done(StepProgress step) {
    if (step.total() == 0) {
      return step.completed() ? step.step().kind().equals("all") ? "done" : "0/0" : "0/?";
    }
    return step.done() + "/" + step.total();
  }

  private static String number(int count) {
    return count == 0 ? "" : Integer.toString(count);
  }

  private static void quarantined(StringBuilder text, RunView view) {
    List<TaskQuarantined> tasks = view.history().quarantined();
    if (tasks.isEmpty()) {
      return;
    }
    text.append(String.format("%nin quarantine:%n"));
    for (TaskQuarantined task : tasks.subList(0, Math.min(TASKS_TOLD, tasks.size()))) {
      String name = view.progress().steps().get(task.step()).step().name();
      String error = task.error().lines().findFirst().orElse("");
      text.append(
          String.format(
              "  %s[%d] after %d attempts: %s%n", name, task.index(), task.attempt(), error));
    }
    if (tasks.size() > TASKS_TOLD) {
      text.append(
          String.format(
              "  … and %d more: pawl quarantine list %s%n", tasks.size() - TASKS_TOLD, view.run()));
    }
  }

  static String json(RunView view, Children children) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("run", view.run().value())
        .put("process", view.started().definition())
        .put("version", view.started().version());
    view.started()
        .parent()
        .ifPresent(parent ->
            json.putObject("parent")
                .put("run", parent.run().value())
                .put("stepId", parent.step())
                .put("round", parent.round())
                .put("index", parent.index())
                .put("attempt", parent.attempt()));
    json.putObject("children").put("total", children.total()).put("over", children.over());
    json.put("artefact", view.started().artefact())
        .put("status", view.word())
        .put("reason", view.reason());
    json.put("owner", view.holder().orElse(null)).put("position", view.progress().position());
    json.put("started", Instant.ofEpochMilli(view.history().firstMillis()).toString());
    json.put("changed", Instant.ofEpochMilli(view.history().lastMillis()).toString());
    json.put("done", view.tasksDone()).put("total", view.tasksTotal());
    view.awaited().forEach(json.putArray("awaits")::add);
    ArrayNode steps = json.putArray("steps");
    for (int id = 0; id < view.progress().steps().size(); id++) {
      step(steps.addObject(), view.progress().steps().get(id), view.history().timings().get(id));
    }
    return mapper.writeValueAsString(json);
  }

  private static void step(ObjectNode json, StepProgress step, @Nullable Timing timing) {
    json.put("step", step.step().name())
        .put("kind", step.step().kind())
        .put("onWorkers", step.step().onWorkers());
    json.put("round", step.round());
    json.put("done", step.done()).put("total", step.total()).put("completed", step.completed());
    json.put("open", RunView.open(step)).put("quarantined", step.quarantined());
    json.put("failedAttempts", timing == null ? 0 : timing.failures());
    json.put("secondAttempts", step.seconds().issued())
        .put("secondAttemptsWon", step.seconds().won());
    json.put("wastedMillis", step.seconds().wastedMillis());
    json.put("wallMillis", timing == null ? 0 : timing.lastMillis() - timing.firstMillis());
    json.put("workMicros", timing == null ? 0 : timing.micros());
    json.put("slowestMicros", timing == null ? 0 : timing.slowestMicros());
  }
}
