package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import org.junit.jupiter.api.Test;

final class DispatchBookTest {
  private final PoolOccupancy occupancy = new PoolOccupancy();
  private final DispatchBook book =
      new DispatchBook("queue", _ -> "pool", _ -> new BatchSizer(), occupancy);

  @Test
  void nothingOfARoundThatIsOverWaitsOrIsOut() {
    book.on(new RunEvent.TasksScheduled(1, 2, IndexSet.range(0, 10)));
    book.on(new RunEvent.TasksDispatched(1, 2, IndexSet.range(0, 4), "queue"));
    book.on(new RunEvent.TaskReissued(1, 2, 1, 2, FailureKind.TIMEOUT, "slow"));
    book.on(new RunEvent.TasksScheduled(1, 5, IndexSet.of(0)));
    assertThat(book.waiting()).isEqualTo(8);
    assertThat(occupancy.out("pool")).isEqualTo(3);

    book.on(new RunEvent.RoundBegan(1, 4, IndexSet.range(1, 4), 1, new byte[] {'1'}));

    assertThat(book.waiting()).isEqualTo(1);
    assertThat(occupancy.out("pool")).isZero();
    assertThat(book.waitingStepBelow(9)).isEqualTo(5);
    assertThat(book.waitingStepBelow(5)).isEqualTo(-1);
    assertThat(book.attempt(2, 1)).isEqualTo(1);
    assertThat(book.round(2)).isEqualTo(1);
    assertThat(book.round(5)).isZero();
  }

  @Test
  void aSecondAttemptWaitsWhileTheFirstIsOut() {
    begun("queue");

    book.on(new RunEvent.SecondAttemptIssued(1, 2, 1, 2, 20_000));

    assertThat(book.next(2, 10)).isEqualTo(IndexSet.of(1));
    assertThat(book.attempt(2, 1)).isEqualTo(2);
    book.leave(2, IndexSet.of(1));
    assertThat(book.waiting()).isZero();
    assertThat(occupancy.out("pool")).isEqualTo(4);
  }

  @Test
  void whenTheSecondEndsTheFirstIsWhatIsOut() {
    begun("queue");
    book.on(new RunEvent.SecondAttemptIssued(1, 2, 1, 2, 20_000));

    book.on(dropped(2));

    assertThat(book.waiting()).isZero();
    assertThat(book.attempt(2, 1)).isEqualTo(1);
    assertThat(occupancy.out("pool")).isEqualTo(4);
    book.on(new RunEvent.TaskReissued(1, 2, 1, 3, FailureKind.TIMEOUT, "slow"));
    assertThat(book.attempt(2, 1)).isEqualTo(3);
    assertThat(book.waiting()).isEqualTo(1);
  }

  @Test
  void whenTheFirstEndsTheSecondStaysWhereItIs() {
    begun("queue");
    book.on(new RunEvent.SecondAttemptIssued(1, 2, 1, 2, 20_000));

    book.on(dropped(1));

    assertThat(book.attempt(2, 1)).isEqualTo(2);
    assertThat(book.waiting()).isEqualTo(1);
  }

  @Test
  void afterTheLossOfAQueueTheSecondGoesOutAndTheFirstOnlyWhenThatEnds() {
    begun("a queue that is gone");
    book.on(new RunEvent.SecondAttemptIssued(1, 2, 1, 2, 20_000));
    book.on(new RunEvent.TasksDispatched(1, 2, IndexSet.of(1), "a queue that is gone"));
    assertThat(book.attempt(2, 1)).isEqualTo(2);
    book.leave(2, IndexSet.range(0, 4));

    book.on(dropped(2));

    assertThat(book.next(2, 10)).isEqualTo(IndexSet.of(1));
    assertThat(book.attempt(2, 1)).isEqualTo(1);
  }

  private void begun(String queue) {
    book.on(new RunEvent.TasksScheduled(1, 2, IndexSet.range(0, 4)));
    book.on(new RunEvent.TasksDispatched(1, 2, IndexSet.range(0, 4), queue));
  }

  private static RunEvent dropped(int attempt) {
    return new RunEvent.AttemptDropped(1, 2, 1, attempt, 7, FailureKind.ERROR, "disk full");
  }
}
