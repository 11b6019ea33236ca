package dev.pawl.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultyEventStoreTest {
  private final List<AppendRequest> appended = new ArrayList<>();
  private final List<AppendRequest> two = List.of(request("run-1"), request("run-2"));

  @Test
  void aLostAnswerLeavesTheEventsWritten() {
    EventStore store = faulty(EventStoreFaults.none().withLostAnswer(1));

    assertThatThrownBy(() -> store.append(two)).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(appended).isEqualTo(two);
  }

  @Test
  void anUnavailableStoreHasDoneNothing() {
    EventStore store = faulty(EventStoreFaults.none().withUnavailable(1));

    assertThatThrownBy(() -> store.append(two)).isInstanceOf(PortFailure.Unavailable.class);
    assertThatThrownBy(() -> store.acquire("run-1")).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(appended).isEmpty();
  }

  @Test
  void aConflictOfOneStreamLetsTheOthersPass() {
    for (long seed = 0; seed < 50; seed++) {
      appended.clear();
      EventStore store =
          new FaultyEventStore(
              new Accepting(),
              EventStoreFaults.none().withConflict(0.3).withRefused(0.3),
              new Random(seed));
      List<AppendOutcome> outcomes = store.append(two);

      assertThat(outcomes).extracting(AppendOutcome::stream).containsExactly("run-1", "run-2");
      assertThat(
              outcomes.stream()
                  .filter(AppendOutcome.Appended.class::isInstance)
                  .map(AppendOutcome::stream))
          .containsExactlyElementsOf(appended.stream().map(AppendRequest::stream).toList());
    }
  }

  private EventStore faulty(EventStoreFaults faults) {
    return new FaultyEventStore(new Accepting(), faults, new Random(1));
  }

  private static AppendRequest request(String stream) {
    return new AppendRequest(stream, 1, 0, List.of(new EventRecord(1, new byte[0])));
  }

  /** A store that accepts what comes and notes it. */
  private final class Accepting implements EventStore {
    @Override
    public long acquire(String stream) {
      return 1;
    }

    @Override
    public List<AppendOutcome> append(List<AppendRequest> requests) {
      appended.addAll(requests);
      return requests.stream()
          .<AppendOutcome>map(request -> new AppendOutcome.Appended(request.stream(), 1))
          .toList();
    }

    @Override
    public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
      return List.of();
    }

    @Override
    public long lastPosition(String stream) {
      return 0;
    }

    @Override
    public List<String> streams() {
      return List.of();
    }

    @Override
    public void delete(String stream) {}

    @Override
    public void close() {}
  }
}
