package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private final RecentEvents recent = new RecentEvents();

  @Test
  void theLastEventsAreKeptAndOlderOnesAreNotHere() {
    recent.add(1, events(200, 10));
    recent.add(201, events(200, 10));

    assertThat(recent.read(1, 10)).isEmpty();
    assertThat(recent.read(144, 10)).isEmpty();
    assertThat(recent.read(145, 2)).extracting(StoredEvent::position).containsExactly(145L, 146L);
    assertThat(recent.read(400, 10)).extracting(StoredEvent::position).containsExactly(400L);
    assertThat(recent.read(401, 10)).isEmpty();
  }

  @Test
  void aBatchThatIsLargerThanAllThatIsKeptLeavesItsEnd() {
    recent.add(1, events(3, 10));
    recent.add(4, events(10_000, 10));

    assertThat(recent.read(3, 1)).isEmpty();
    assertThat(recent.read(10_000, 10)).hasSize(4);
  }

  @Test
  void largePayloadsPushTheOthersOut() {
    recent.add(1, events(2, 10));
    recent.add(3, events(1, RecentEvents.MAXIMUM_BYTES));
    assertThat(recent.read(2, 1)).isEmpty();
    assertThat(recent.read(3, 1)).hasSize(1);

    recent.add(4, events(1, RecentEvents.MAXIMUM_BYTES + 1));
    assertThat(recent.read(4, 1)).isEmpty();
  }

  @Test
  void whatIsClearedIsNotHereAndTakesNoPlace() {
    recent.add(1, events(1, RecentEvents.MAXIMUM_BYTES));
    recent.clear();
    assertThat(recent.read(1, 1)).isEmpty();

    recent.add(2, events(1, RecentEvents.MAXIMUM_BYTES));
    assertThat(recent.read(1, 1)).isEmpty();
    assertThat(recent.read(2, 1)).hasSize(1);
  }

  private static List<EventRecord> events(int number, int bytes) {
    return Collections.nCopies(number, new EventRecord(1, new byte[bytes]));
  }
}
