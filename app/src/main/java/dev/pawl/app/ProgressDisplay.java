package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.engine.Outcome;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.run.RunId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows how far a run is: a bar for each step on a terminal, a line for each finished step
 * elsewhere.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final int BAR = 30;
  private static final long PERIOD_MILLIS = 200;

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private final Set<String> told = new HashSet<>();
  private int drawn;

  private ProgressDisplay(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Whether there is a console at all, depends on the JDK and on what is redirected. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal() {
    return System.console() != null
        && System.console().isTerminal()
        && !"dumb".equals(System.getenv("TERM"));
  }

  static ProgressDisplay on(PrintWriter err, boolean quiet) {
    boolean terminal = isTerminal();
    return new ProgressDisplay(err, terminal, quiet && !terminal);
  }

  /** Shows progress until the run has come to an end, or cannot go on. */
  void follow(Engine engine, RunId run, CompletableFuture<Outcome> ending)
      throws InterruptedException {
    while (!ending.isDone()) {
      try {
        engine
            .progress(run)
            .get(1, TimeUnit.SECONDS)
            .filter(_ -> !quiet)
            .ifPresent(progress -> show(run, progress));
        ending.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        err.flush();
      } catch (ExecutionException e) {
        // Why, the caller will find in the ending.
        return;
      }
    }
  }

  private void show(RunId run, RunProgress progress) {
    List<StepProgress> steps =
        progress.steps().stream()
            .filter(step -> step.step().hasTasks() && step.total() > 0)
            .toList();
    List<String> signals =
        progress.awaited().stream()
            .map(name -> "  waits for signal " + SignalCommand.usage(run, name))
            .toList();
    if (terminal) {
      List<String> lines = new ArrayList<>(steps.stream().map(ProgressDisplay::line).toList());
      lines.addAll(signals);
      draw(lines);
    } else {
      signals.stream().filter(told::add).forEach(err::println);
      for (StepProgress step : steps) {
        if (step.completed() && told.add(step.step().name())) {
          err.println(line(step));
        }
      }
    }
    err.flush();
  }

  /** Draws over what was drawn before; lines that are not there any more become empty. */
  private void draw(List<String> lines) {
    if (drawn > 0) {
      err.print("\u001b[" + drawn + "A");
    }
    drawn = Math.max(drawn, lines.size());
    for (int i = 0; i < drawn; i++) {
      err.print("\r" + (i < lines.size() ? lines.get(i) : "") + "\u001b[K\n");
    }
  }

  private static String line(StepProgress step) {
    int filled = (int) ((long) BAR * step.done() / Math.max(1, step.total()));
    String name = step.step().name();
    String shown = name.length() > 20 ? name.substring(0, 19) + "…" : name;
    return String.format(
        "  %-20s %s%s %,d/%,d%s%s",
        shown,
        "█".repeat(filled),
        "░".repeat(BAR - filled),
        step.done(),
        step.total(),
        step.running() > 0 ? "  " + step.running() + " running" : "",
        step.quarantined() > 0 ? "  " + step.quarantined() + " in quarantine" : "");
  }

  @Override
  public void close() {
    err.flush();
  }
}
