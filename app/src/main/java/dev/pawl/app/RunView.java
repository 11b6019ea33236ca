package dev.pawl.app;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.PortFailure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run stands, as its log and the lock of its home tell.
 *
 * @param holder the process that holds the home
 */
record RunView(RunHistory history, RunProgress progress, Optional<String> holder) {
  static RunView read(ReadHome home, RunId run) {
    RunHistory history = RunHistory.read(home.store(), run);
    if (history.ledger().started() == null) {
      throw new PortFailure.Corrupt("run " + run + " should begin with its start, found none");
    }
    return new RunView(history, history.progress(), home.holder());
  }

  RunId run() {
    return history.run();
  }

  RunStarted started() {
    return Objects.requireNonNull(history.ledger().started());
  }

  RunStatus status() {
    return progress.status();
  }

  /** The status; of a run that nobody can be carrying on, that too. */
  String statusText() {
    String word =
        awaited().isEmpty() ? word() : word() + ", waits for " + String.join(", ", awaited());
    return status() == RunStatus.RUNNING && holder.isEmpty() ? word + " (no process)" : word;
  }

  /** Names of the signals that it waits for now. */
  List<String> awaited() {
    return progress.awaited();
  }

  /** The status alone. */
  String word() {
    return status().name().toLowerCase(Locale.ROOT);
  }

  /** Tasks that are confirmed, in all rounds, child runs among them. */
  long tasksDone() {
    return history.tasks();
  }

  /** Tasks, as far as known: of further rounds nothing is. */
  long tasksTotal() {
    return tasksDone()
        + progress.steps().stream()
            .filter(step -> step.step().hasTasks())
            .mapToLong(step -> step.total() - step.done())
            .sum();
  }

  /** Tasks in quarantine. */
  int quarantined() {
    return progress.steps().stream().mapToInt(StepProgress::quarantined).sum();
  }

  /** Tasks of a step that are scheduled and not settled. */
  static int open(StepProgress step) {
    return step.step().hasTasks()
        ? Math.max(0, step.scheduled() - step.done() - step.quarantined())
        : 0;
  }

  /** Why the run does not go on, and what helps; empty where it goes on, or is completed. */
  String reason() {
    return switch (status()) {
      case STALLED ->
          history.detail()
              + " and nothing else can go on; mend what is wrong, then: pawl retry "
              + run();
      case PARKED ->
          "a function misbehaved: " + history.detail() + "; mend it, then: pawl resume " + run();
      case PAUSED -> "paused by a user; to go on: pawl resume " + run();
      case FAILED -> history.detail();
      case RUNNING ->
          holder.isPresent()
              ? ""
              : "no process holds the home; to go on: pawl run "
                  + started().definition()
                  + " --id "
                  + run()
                  + ", or pawl server";
      case NEW, COMPLETED, CANCELLED -> "";
    };
  }

  /** When it began, until its last event where it is over, else until now. */
  long millis(long now) {
    return (status().isFinal() ? history.lastMillis() : now) - history.firstMillis();
  }
}
