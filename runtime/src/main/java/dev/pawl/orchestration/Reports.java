package dev.pawl.orchestration;

import dev.pawl.orchestration.RunningTasks.Task;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what workers report to the runs that it is about. One thread at a time. */
final class Reports {
  private final Sessions sessions;
  private final RunningTasks running;
  private final Counters counters;
  private final Clocks clocks;
  private final Runs runs;
  private final Consumer<RunningTasks.Superseded> tell;

  Reports(
      Sessions sessions,
      RunningTasks running,
      Counters counters,
      Clocks clocks,
      Runs runs,
      Consumer<RunningTasks.Superseded> tell) {
    this.sessions = sessions;
    this.running = running;
    this.counters = counters;
    this.clocks = clocks;
    this.runs = runs;
    this.tell = tell;
  }

  /** Takes all entries of a report. */
  void take(Message.Report report) {
    report.entries().forEach(entry -> report(report.worker(), entry));
  }

  private void report(String worker, Message.Entry entry) {
    RunId run;
    try {
      run = new RunId(entry.run());
    } catch (PortFailure.Invalid e) {
      counters.strays(false);
      return;
    }
    RunSession session = reported(run).orElse(null);
    if (session == null) {
      return;
    }
    if (entry instanceof Message.Entry.Running started) {
      runs(session, worker, started);
    }
    for (RunCommand command :
        ReportReceptor.commands(
            entry,
            clocks.millis(),
            (index, attempt) ->
                running.begun(new Task(run, entry.step(), index), entry.round(), attempt))) {
      runs.handle(session, command);
    }
  }

  private void runs(RunSession session, String worker, Message.Entry.Running told) {
    if (session.waitsFor(told.step(), told.round(), told.index(), told.attempt())) {
      running.heard(worker, told, clocks.nanos());
    } else if (session.isPast(told.step(), told.round(), told.index())) {
      tell.accept(RunningTasks.stop(worker, told, "another execution was confirmed before"));
    }
  }

  /** The run that a report is about; empty, and counted, where it takes no reports. */
  private Optional<RunSession> reported(RunId run) {
    Optional<RunSession> found = sessions.find(run);
    try {
      if (found.isEmpty() && (!sessions.exists(run) || sessions.isOver(run))) {
        counters.strays(sessions.exists(run));
        return Optional.empty();
      }
      return Optional.of(found.orElseGet(() -> runs.load(run)));
    } catch (PortFailure.Corrupt e) {
      counters.damaged(run, e);
      return Optional.empty();
    }
  }
}
