package dev.pawl.spine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spine.Orders.Order;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.faults.EventStoreFaults;
import dev.pawl.testkit.faults.FaultyEventStore;
import dev.pawl.wire.Message.Request;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parents and children between which something goes wrong. */
final class ChildRecoveryTest {
  private static final String SUM_OF_THREE = "{\"sum\":9,\"count\":3}";

  @AfterEach
  void mild() {
    Orders.STRICT.set(false);
  }

  private static RunStatus status(Box box, String run) {
    return RunHistory.read(box.store, new RunId(run)).ledger().status();
  }

  private static String result(Box box) {
    return new String(((RunEvent.RunCompleted) box.last("r1")).result(), UTF_8);
  }

  /** Children are begun, and their tasks are not yet done. */
  private static Box begun() {
    Orders.STRICT.set(false);
    Box box = new Box(new Orders());
    box.start("r1", new Order(3, -1));
    box.orchestrate();
    assertThat(status(box, "r1.2-2")).isEqualTo(RunStatus.RUNNING);
    return box;
  }

  @Test
  @Acceptance("M06")
  void aStoreThatRefusesNowAndThenCostsNoChild() throws InterruptedException {
    Orders.STRICT.set(false);
    EventStoreFaults faults = EventStoreFaults.none().withConflict(0.3).withRefused(0.2);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Box box = new Box(new Orders(), store -> new FaultyEventStore(store, faults, random));
      for (int tries = 0; tries < 50 && box.store.lastPosition("r1") == 0; tries++) {
        box.start("r1", new Order(3, -1));
        box.settleInTime();
      }

      box.settleInTime();

      assertThat(box.last("r1")).as("seed %d", seed).isInstanceOf(RunEvent.RunCompleted.class);
      assertThat(result(box)).as("seed %d", seed).isEqualTo(SUM_OF_THREE);
      assertThat(box.store.streams()).as("seed %d", seed).hasSize(4);
    }
  }

  @Test
  void theEndOfAChildThatWasNotToldBeforeACrashLiftsTheQuarantine() throws InterruptedException {
    Orders.STRICT.set(true);
    Box box = new Box(new Orders());
    box.start("r1", new Order(3, 1));
    box.settle();
    Orders.STRICT.set(false);
    box.ask(new Request.Retry("r1.2-1"));
    for (int i = 0; status(box, "r1.2-1") != RunStatus.COMPLETED; i++) {
      assertThat(i).isLessThan(100);
      box.turn(i);
    }
    assertThat(status(box, "r1")).isEqualTo(RunStatus.STALLED);

    box.restart();
    box.settle();

    assertThat(result(box)).isEqualTo(SUM_OF_THREE);
  }

  @Test
  void whatAChildGaveGoesToTheParentThatAnotherOwnerHas() throws InterruptedException {
    Box box = begun();
    box.store.acquire("r1");

    box.settleInTime();

    assertThat(result(box)).isEqualTo(SUM_OF_THREE);
    assertThat(box.events("r1").stream().filter(RunEvent.ResultsConfirmed.class::isInstance))
        .hasSizeBetween(2, 4);
  }

  @Test
  void whoLosesAChildGivesUpItsParentUntilSomebodyAsksForIt() throws InterruptedException {
    Box box = begun();
    box.store.acquire("r1.2-1");
    box.worker.step();

    box.settleInTime();

    assertThat(box.lost).contains(new RunId("r1.2-1"), new RunId("r1"));
    box.start("r1", new Order(3, -1));
    box.settleInTime();
    assertThat(result(box)).isEqualTo(SUM_OF_THREE);
  }

  @Test
  void aCancelThatAChildDidNotHearOfIsToldItsNextOwner() throws InterruptedException {
    Box box = begun();
    box.store.acquire("r1.2-1");

    box.ask(new Request.Cancel("r1"));
    for (int second = 0; second < 3; second++) {
      box.orchestrate();
      box.clock.advance(Duration.ofSeconds(1));
    }

    for (int i = 0; i < 3; i++) {
      assertThat(status(box, "r1.2-" + i)).as("child %d", i).isEqualTo(RunStatus.CANCELLED);
    }
  }
}
