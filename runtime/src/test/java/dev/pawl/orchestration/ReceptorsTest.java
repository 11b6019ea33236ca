package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceptorsTest {
  @Test
  @Acceptance("P17")
  void aReportBecomesTheSameCommandsEveryTime() {
    Entry entry =
        new Entry.Completed(
            "r", 2, 4, IndexSet.range(0, 2), List.of(), 42, Payloads.ofText("1", "2"), 10, 6);

    List<RunCommand> commands = ReportReceptor.commands(entry, 5, (_, _) -> false);

    assertThat(commands)
        .containsExactly(
            new RunCommand.ConfirmResults(
                5, 2, 4, IndexSet.range(0, 2), List.of(), 42, Payloads.ofText("1", "2"), 10, 6))
        .isEqualTo(ReportReceptor.commands(entry, 5, (_, _) -> false));
  }

  @Test
  @Acceptance("M10")
  void ofABatchWhoseWorkerDiedOnlyTheTasksThatHadBegunAreCharged() {
    Entry entry = new Entry.Returned("r", 2, 4, IndexSet.range(0, 3), List.of(), true);

    assertThat(ReportReceptor.commands(entry, 5, (index, _) -> index == 1))
        .containsExactly(
            new RunCommand.ReportFailure(
                5, 2, 4, 1, 1, 0, FailureKind.LOST, "its worker died while it ran"),
            new RunCommand.ReturnTasks(5, 2, 4, IndexSet.range(0, 3), List.of(), true));
  }

  @Test
  @Acceptance("P17")
  void receptorsKeepNoState() {
    assertThat(ReportReceptor.class.getDeclaredFields()).isEmpty();
    assertThat(ControlReceptor.class.getDeclaredFields()).isEmpty();
  }
}
