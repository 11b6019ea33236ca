package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PoolWindowTest {
  private final AtomicLong nanos = new AtomicLong();
  private final PoolWindow window = new PoolWindow(nanos::get);
  private int looks;

  @Test
  void itDoublesWhileWorkersFindNothingLeft() {
    int first = sendAll(0);

    assertThat(sendAll(0)).isEqualTo(2 * first);
    assertThat(sendAll(0)).isEqualTo(4 * first);
  }

  @Test
  void itFallsWhileSomethingIsAlwaysLeftOver() {
    int first = sendAll(0);
    for (int i = 0; i < 1_000; i++) {
      sendAll(first / 2);
    }

    assertThat(sendAll(0)).isLessThan(first);
  }

  @Test
  void nothingIsSentIntoAQueueThatIsLongEnough() {
    sendAll(0);

    assertThat(sendAll(1_000)).isZero();
  }

  @Test
  void workersThatFindNothingLeftAreSeen() {
    sendAll(0);
    assertThat(window.isStarving()).isFalse();
    sendAll(0);
    assertThat(window.isStarving()).isTrue();
    sendAll(10);
    assertThat(window.isStarving()).isFalse();
  }

  @Test
  void aQueueFarAwayIsAskedSeldom() {
    sendAll(0);
    long begin = nanos.get();
    for (int i = 0; i < 1_000; i++) {
      nanos.addAndGet(1_000_000);
      if (window.hasRoom(() -> slowly(1_000))) {
        window.sent(1);
      }
    }

    assertThat(looks * 5_000_000L).isLessThan((nanos.get() - begin) / 9);
  }

  private long slowly(long depth) {
    looks++;
    nanos.addAndGet(5_000_000);
    return depth;
  }

  /** How many messages may be sent while so many wait; a while passes then. */
  private int sendAll(long depth) {
    int sent = 0;
    while (window.hasRoom(() -> depth)) {
      window.sent(1);
      sent++;
    }
    nanos.addAndGet(PoolWindow.LOOK_NANOS);
    return sent;
  }
}
