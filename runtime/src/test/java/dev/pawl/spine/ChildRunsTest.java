package dev.pawl.spine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spine.Orders.Order;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.Message.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parents and their children, with real workers. */
final class ChildRunsTest {
  private static final String SUM_OF_THREE = "{\"sum\":9,\"count\":3}";

  private final Box box = new Box(new Orders());

  @BeforeEach
  void strict() {
    Orders.STRICT.set(true);
  }

  @AfterEach
  void mild() {
    Orders.STRICT.set(false);
  }

  private void start(int lines, int bad) throws InterruptedException {
    box.start("r1", new Order(lines, bad));
    box.settle();
  }

  private void ask(Request request) throws InterruptedException {
    box.ask(request);
    box.settle();
  }

  private RunStatus status(String run) {
    return RunHistory.read(box.store, new RunId(run)).ledger().status();
  }

  private String result(String run) {
    return new String(((RunEvent.RunCompleted) box.last(run)).result(), UTF_8);
  }

  private String quarantined(String run) {
    List<TaskQuarantined> tasks = RunHistory.read(box.store, new RunId(run)).quarantined();
    assertThat(tasks).hasSize(1);
    return tasks.get(0).error();
  }

  @Test
  void eachElementIsARunOfItsOwnWhoseResultGoesToItsParent() throws InterruptedException {
    start(3, -1);

    assertThat(result("r1")).isEqualTo(SUM_OF_THREE);
    assertThat(box.store.streams()).containsExactly("r1", "r1.2-0", "r1.2-1", "r1.2-2");
    RunEvent.RunStarted child = (RunEvent.RunStarted) box.events("r1.2-1").get(0);
    assertThat(child.definition()).isEqualTo("order-line");
    assertThat(child.parent()).isEqualTo(Optional.of(new ParentTask(new RunId("r1"), 2, 0, 1, 1)));
    assertThat(new String(child.input(), UTF_8)).contains("\"number\":1");
    assertThat(((RunEvent.RunStarted) box.events("r1").get(0)).parent()).isEmpty();
  }

  @Test
  void aParentWithoutElementsHasNoChildren() throws InterruptedException {
    start(0, -1);

    assertThat(result("r1")).isEqualTo("{\"sum\":0,\"count\":0}");
    assertThat(box.store.streams()).containsExactly("r1");
  }

  @Test
  @Acceptance("M06")
  void whereverAnOrchestratorIsReplacedItConverges() throws InterruptedException {
    for (int cut = 1; cut < 60; cut++) {
      Box one = new Box(new Orders());
      one.begin("r1", new Order(3, -1));
      for (int i = 0; i < cut; i++) {
        one.turn(i);
      }
      one.restart();
      one.settle();
      assertThat(new String(((RunEvent.RunCompleted) one.last("r1")).result(), UTF_8))
          .as("replaced after %d turns", cut)
          .isEqualTo(SUM_OF_THREE);
      assertThat(one.store.streams()).as("replaced after %d turns", cut).hasSize(4);
    }
  }

  @Test
  void aStalledChildLeavesItsTaskInQuarantineAndLiftsItWhenItCompletesAfterAll()
      throws InterruptedException {
    start(3, 1);
    assertThat(status("r1")).isEqualTo(RunStatus.STALLED);
    assertThat(quarantined("r1")).contains("child run r1.2-1 is stalled", "pawl retry r1.2-1");

    Orders.STRICT.set(false);
    ask(new Request.Retry("r1.2-1"));

    assertThat(result("r1")).isEqualTo(SUM_OF_THREE);
  }

  @Test
  void aStalledChildTakesNoMemory() throws Exception {
    start(3, 1);

    assertThat(inMemory()).isEqualTo(1);
  }

  @Test
  void aRestoredTaskBeginsAnotherRunAndTheFormerOneIsCancelledWhenThatCompletes()
      throws InterruptedException {
    start(3, 1);
    Orders.STRICT.set(false);

    ask(new Request.Retry("r1"));

    assertThat(result("r1")).isEqualTo(SUM_OF_THREE);
    assertThat(status("r1.2-1-2")).isEqualTo(RunStatus.COMPLETED);
    assertThat(status("r1.2-1")).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void aCancelledChildIsAFailureOfItsTask() throws InterruptedException {
    box.start("r1", new Order(3, -1));
    box.orchestrate();
    ask(new Request.Cancel("r1.2-0"));

    assertThat(quarantined("r1")).isEqualTo("child run r1.2-0 was cancelled");
    assertThat(status("r1")).isEqualTo(RunStatus.STALLED);
  }

  @Test
  void whoCancelsAParentCancelsItsChildren() throws InterruptedException {
    box.start("r1", new Order(3, -1));
    box.orchestrate();
    assertThat(status("r1.2-2")).isEqualTo(RunStatus.RUNNING);

    ask(new Request.Cancel("r1"));

    assertThat(status("r1")).isEqualTo(RunStatus.CANCELLED);
    for (int i = 0; i < 3; i++) {
      assertThat(status("r1.2-" + i)).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void childrenThatAreBeingBegunWhenTheirParentIsCancelledAreCancelledToo()
      throws InterruptedException {
    box.begin("r1", new Order(3, -1));
    while (!(box.last("r1") instanceof RunEvent.TasksScheduled)) {
      box.orchestrator.step();
    }
    box.holdsWrites = true;
    for (int i = 0; box.writes.isEmpty(); i++) {
      assertThat(i).as("steps until children are being begun").isLessThan(10);
      box.orchestrator.step();
    }
    box.holdsWrites = false;

    box.ask(new Request.Cancel("r1"));
    box.orchestrator.step();
    // So long a group of events is under way alone.
    box.clock.advance(Duration.ofMillis(3));
    box.settle();
    assertThat(status("r1")).isEqualTo(RunStatus.CANCELLED);
    assertThat(box.store.streams()).containsExactly("r1");
    box.writes.remove().run();
    box.settle();

    assertThat(box.store.streams()).containsExactly("r1", "r1.2-0", "r1.2-1", "r1.2-2");
    for (int i = 0; i < 3; i++) {
      assertThat(status("r1.2-" + i)).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void aStalledChildIsCancelledWithItsParent() throws InterruptedException {
    start(3, 1);

    ask(new Request.Cancel("r1"));

    assertThat(status("r1.2-1")).isEqualTo(RunStatus.CANCELLED);
    assertThat(status("r1.2-0")).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void childrenOfAParentThatIsOverAreCancelledByTheNextOwner() throws InterruptedException {
    box.start("r1", new Order(3, -1));
    box.orchestrate();
    box.ask(new Request.Cancel("r1"));
    for (int i = 0; status("r1") != RunStatus.CANCELLED; i++) {
      assertThat(i).isLessThan(10);
      box.orchestrator.step();
    }
    assertThat(status("r1.2-0")).isEqualTo(RunStatus.RUNNING);

    box.restart();
    box.settle();

    assertThat(status("r1.2-0")).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void aBoundedNumberOfChildrenIsInMemory() throws Exception {
    box.start("r1", new Order(700, -1));
    long most = 0;
    for (int idle = 0; idle < 5; ) {
      idle = box.stepAll() == 0 ? idle + 1 : 0;
      most = Math.max(most, inMemory() - 1);
    }

    assertThat(box.last("r1")).isInstanceOf(RunEvent.RunCompleted.class);
    assertThat(most).isBetween(200L, 256L);
  }

  private long inMemory() throws Exception {
    var answer = box.orchestrator.queryAll();
    box.orchestrator.step();
    return answer.get().values().stream().map(RunProgress::status).count();
  }

  @Test
  void aResultThatIsTooLargeForAnElementSaysSo() throws InterruptedException {
    box.start("r1", new Order(1, -1, 5_000));
    box.settle();

    assertThat(status("r1.2-0")).isEqualTo(RunStatus.COMPLETED);
    assertThat(quarantined("r1"))
        .contains("the result of child run r1.2-0 should have at most 4096 bytes", "resultLimit");
  }

  @Test
  void aRunThatHasTheIdOfAChildAlreadyIsNotTakenForIt() throws InterruptedException {
    box.start("r1.2-0", new Order(1, -1));
    box.settle();

    start(1, -1);

    assertThat(quarantined("r1"))
        .isEqualTo("run r1.2-0 should be one of this task, found one that was begun otherwise");
  }

  @Test
  void aLongIdOfAParentGivesItsChildrenValidIds() throws InterruptedException {
    String id = "x".repeat(98);
    box.start(id, new Order(3, -1));
    box.settle();

    assertThat(result(id)).isEqualTo(SUM_OF_THREE);
    assertThat(box.store.streams())
        .hasSize(4)
        .allSatisfy(name -> assertThat(name).hasSizeLessThan(101));
  }

  @Test
  void aPausedParentBeginsNoChildrenAndTakesTheResultsOfThoseThatRun() throws InterruptedException {
    box.start("r1", new Order(3, -1));
    box.ask(new Request.Pause("r1"));
    box.settle();
    assertThat(box.store.streams()).containsExactly("r1");

    ask(new Request.Resume("r1"));

    assertThat(result("r1")).isEqualTo(SUM_OF_THREE);
  }
}
