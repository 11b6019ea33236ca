package dev.pawl.wfformat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Executes a recorded workflow in the format of WfCommons: each task sleeps for its recorded run
 * time, times a factor, as soon as its parents are done; then the time that all took is held
 * against what no schedule can beat, and against what any schedule without idle slots keeps to.
 */
public final class Wfformat implements ProcessDefinition<Wfformat.Request, Measured> {
  /** What a plan may take as JSON. */
  private static final int LARGEST_PLAN = 4 << 20;

  /** Results are small, so that a task may have very many parents. */
  private static final int LARGEST_RESULT = 512;

  /**
   * What to execute, and how fast.
   *
   * @param file in WfFormat 1.5
   * @param secondsPerSecond how long to sleep for one recorded second; 0.001 where absent
   */
  public record Request(InputFile file, Optional<Double> secondsPerSecond) {
    public Request {
      double factor = secondsPerSecond.orElse(0.001);
      if (!(factor > 0 && factor <= 1_000)) {
        throw new IllegalArgumentException(
            "secondsPerSecond should be above 0 and at most 1000, found " + factor);
      }
    }

    double factor() {
      return secondsPerSecond.orElse(0.001);
    }
  }

  /**
   * A workflow that can be carried out.
   *
   * @param criticalPath recorded seconds of the longest way along parents
   * @param totalWork recorded seconds of all tasks together
   */
  public record Checked(
      Request request, int tasks, double criticalPath, double totalWork, FileOrder files) {}

  /** What a node is about. */
  public record Job(long sleepNanos) {}

  /**
   * A task that has run.
   *
   * @param startMicros microseconds since 1970, by the worker's clock
   * @param slots of the worker
   */
  public record Executed(long startMicros, long endMicros, String worker, int slots) {}

  @Override
  public String name() {
    return "wfformat";
  }

  @Override
  public String description() {
    return "executes a recorded workflow of WfCommons: --input '{\"file\":\"PATH\",\"secondsPerSecond\":0.001}'";
  }

  @Override
  public One<Measured> define(Graph graph, One<Request> request) {
    One<Checked> checked = graph.task("check", CheckWorkflow.class, request).failRun();
    One<Plan<Job>> plan =
        graph.task("plan", MakePlan.class, checked).resultLimit(LARGEST_PLAN).failRun();
    Many<Executed> executed =
        graph
            .dag("tasks", RunJob.class, plan)
            .resultLimit(LARGEST_RESULT)
            .timeout(Duration.ofDays(1));
    One<Span> span = graph.fold("span", Span.class, executed, Span.NONE, Span::with);
    return graph.combine("measure", Measured.class, checked, span, Measured::of);
  }

  @Override
  public String summary(Measured result, Map<String, Duration> work) {
    String files =
        result.files().readsWithoutOrder() + result.files().parentsWithoutFiles() == 0
            ? "files and parents say the same"
            : String.format(
                Locale.ROOT,
                "%,d reads without order, %,d parents without files%s",
                result.files().readsWithoutOrder(),
                result.files().parentsWithoutFiles(),
                examples(result.files()));
    return String.format(
        Locale.ROOT,
        "%,d tasks on %d slots took %.3f s, which stand for %,.1f recorded seconds%n"
            + "recorded: critical path %,.1f s, all tasks together %,.1f s%n"
            + "efficiency %s: max(critical path, total / slots) over what it took%n"
            + "over Graham's bound %s: what it took over total / slots + (1 - 1 / slots) critical path%n"
            + "%s",
        result.tasks(),
        result.slots(),
        result.makespan(),
        result.makespanRecorded(),
        result.criticalPath(),
        result.totalWork(),
        ratio(result.efficiency()),
        ratio(result.overGraham()),
        files);
  }

  private static String ratio(Optional<Double> value) {
    return value.map(ratio -> String.format(Locale.ROOT, "%.3f", ratio)).orElse("–");
  }

  private static String examples(FileOrder files) {
    String first =
        files.examplesOfReads().isEmpty()
            ? files.examplesOfParents().get(0)
            : files.examplesOfReads().get(0);
    return ", such as " + first;
  }
}
