package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import dev.pawl.run.TaskLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a run stands, step by step. Immutable.
 *
 * @param codeAtHand whether the definition is loaded, so that the run can go on
 * @param awaited names of the signals that it waits for now
 */
public record RunProgress(
    RunStatus status,
    long position,
    List<StepProgress> steps,
    boolean codeAtHand,
    List<String> awaited) {
  public RunProgress {
    steps = List.copyOf(steps);
    awaited = List.copyOf(awaited);
  }

  /**
   * How a step stands, in tasks or values.
   *
   * @param total as far as known; it may grow until the steps before are complete
   * @param round how often the step has begun anew, 0 outside of repeats and in the first round
   * @param running that are known to run for a moment or longer
   * @param seconds what second attempts beside stragglers came to
   */
  public record StepProgress(
      StepInfo step,
      int round,
      int total,
      int done,
      int scheduled,
      int running,
      int quarantined,
      boolean completed,
      SecondAttempts.Count seconds) {}

  /** The progress of a run, from its books. */
  public static RunProgress of(
      TaskLedger ledger,
      List<RunningTasks.Running> running,
      SecondAttempts seconds,
      boolean codeAtHand) {
    RunEvent.RunStarted started = ledger.started();
    List<StepInfo> infos = started == null ? List.of() : started.steps();
    List<StepProgress> steps = new ArrayList<>();
    for (int id = 0; id < infos.size(); id++) {
      int step = id;
      int runs = (int) running.stream().filter(one -> one.task().step() == step).count();
      StepInfo info = Objects.requireNonNull(infos.get(id));
      boolean completed = ledger.completed(id);
      boolean counted = info.many() || info.hasTasks() || info.awaitsSignal();
      int done = counted ? ledger.doneCount(id) : completed ? 1 : 0;
      steps.add(
          new StepProgress(
              info,
              ledger.round(id),
              width(infos, ledger, id),
              done,
              ledger.scheduledCount(id),
              runs,
              ledger.quarantinedCount(id),
              completed,
              seconds.of(id)));
    }
    return new RunProgress(
        ledger.status(),
        ledger.position(),
        steps,
        codeAtHand,
        ledger.awaited().stream().map(id -> infos.get(id).name()).toList());
  }

  /** How many values a step has, or tasks, as far as known. */
  static int width(List<StepInfo> infos, TaskLedger ledger, int id) {
    StepInfo info = infos.get(id);
    if (!info.many()) {
      return info.kind().equals("all") ? ledger.scheduledCount(id) : 1;
    }
    if (info.kind().equals("dag")) {
      return ledger.planWidth(id);
    }
    boolean follows =
        info.kind().equals("task") || info.kind().equals("combine") || info.runsChildren();
    return follows ? width(infos, ledger, info.sources().get(0)) : ledger.doneCount(id);
  }
}
