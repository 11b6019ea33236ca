package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.testkit.Acceptance;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

final class AnyStateTest {
  @Test
  @Acceptance("A01")
  void stateIsMadeFromEventsAloneSoThatItsFieldsNeedNoMigration() throws InterruptedException {
    Box box = new Box(new WholeRunTest.Squares());
    box.begin("r1", new WholeRunTest.Size(5));
    box.restart();
    box.settle();

    RunHistory other = RunHistory.read(box.store, new RunId("r1"));

    assertThat(other.ledger().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(Serializable.class.isAssignableFrom(other.ledger().getClass())).isFalse();
  }
}
