package dev.pawl.orchestration;

import dev.pawl.run.FailureKind;
import dev.pawl.run.RunCommand;
import dev.pawl.wire.Message.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Translates what workers report into commands of the run. Deterministic and without state. */
final class ReportReceptor {
  private ReportReceptor() {}

  /**
   * The commands of an entry.
   *
   * @param begun whether an index's attempt is known to have begun
   */
  static List<RunCommand> commands(Entry entry, long time, BiPredicate<Integer, Integer> begun) {
    return switch (entry) {
      case Entry.Running _ -> List.of();
      case Entry.Completed e ->
          List.of(
              new RunCommand.ConfirmResults(
                  time,
                  e.step(),
                  e.round(),
                  e.indexes(),
                  e.attempts(),
                  e.nonce(),
                  e.results(),
                  e.micros(),
                  e.slowestMicros()));
      case Entry.Failed e ->
          List.of(
              new RunCommand.ReportFailure(
                  time,
                  e.step(),
                  e.round(),
                  e.index(),
                  e.attempt(),
                  e.nonce(),
                  e.kind(),
                  e.error()));
      case Entry.Returned e -> returned(e, time, begun);
    };
  }

  /** Of a batch whose worker died only the tasks that had begun are charged. */
  private static List<RunCommand> returned(
      Entry.Returned entry, long time, BiPredicate<Integer, Integer> begun) {
    List<RunCommand> commands = new ArrayList<>();
    if (entry.orphaned()) {
      int[] indexes = entry.indexes().toArray();
      for (int place = 0; place < indexes.length; place++) {
        int attempt = entry.attempts().isEmpty() ? 1 : entry.attempts().get(place);
        if (begun.test(indexes[place], attempt)) {
          commands.add(
              new RunCommand.ReportFailure(
                  time,
                  entry.step(),
                  entry.round(),
                  indexes[place],
                  attempt,
                  0,
                  FailureKind.LOST,
                  "its worker died while it ran"));
        }
      }
    }
    commands.add(
        new RunCommand.ReturnTasks(
            time,
            entry.step(),
            entry.round(),
            entry.indexes(),
            entry.attempts(),
            entry.orphaned()));
    return commands;
  }
}
