package dev.pawl.testkit.faults;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An event store that fails, refuses, and loses the answers to appends that it did. It never loses
 * or changes an event. Deterministic when it is used by one thread with a seeded generator. Closing
 * it closes the store behind it.
 */
public final class FaultyEventStore implements EventStore {
  private final EventStore store;
  private final EventStoreFaults faults;
  private final Chance chance;

  /** Wraps a store. */
  public FaultyEventStore(EventStore store, EventStoreFaults faults, RandomGenerator random) {
    this.store = store;
    this.faults = faults;
    this.chance = new Chance(random);
  }

  @Override
  public long acquire(String stream) {
    disturb("acquiring stream " + stream);
    return store.acquire(stream);
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    disturb("appending");
    List<@Nullable AppendOutcome> refused = new ArrayList<>();
    List<AppendRequest> passed = new ArrayList<>();
    for (AppendRequest request : requests) {
      AppendOutcome refusal = refusal(request.stream());
      refused.add(refusal);
      if (refusal == null) {
        passed.add(request);
      }
    }
    Iterator<AppendOutcome> outcomes = store.append(passed).iterator();
    if (chance.happens(faults.lostAnswer())) {
      throw new PortFailure.Unavailable("the answer to an append was made to be lost");
    }
    List<AppendOutcome> all = new ArrayList<>();
    for (AppendOutcome refusal : refused) {
      all.add(refusal != null ? refusal : outcomes.next());
    }
    return all;
  }

  private @Nullable AppendOutcome refusal(String stream) {
    if (chance.happens(faults.refused())) {
      return new AppendOutcome.Refused(
          stream, new PortFailure.Unavailable("stream " + stream + " was made to be refused"));
    }
    if (chance.happens(faults.conflict())) {
      return new AppendOutcome.Refused(
          stream, new PortFailure.Conflict("stream " + stream + " was made to conflict"));
    }
    return null;
  }

  @Override
  public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
    disturb("reading stream " + stream);
    return store.read(stream, fromPosition, maximum);
  }

  @Override
  public long lastPosition(String stream) {
    disturb("reading stream " + stream);
    return store.lastPosition(stream);
  }

  @Override
  public List<String> streams() {
    disturb("listing streams");
    return store.streams();
  }

  @Override
  public void delete(String stream) {
    disturb("deleting stream " + stream);
    store.delete(stream);
  }

  @Override
  public void close() {
    store.close();
  }

  private void disturb(String call) {
    if (chance.happens(faults.unavailable())) {
      throw new PortFailure.Unavailable(call + " was made to fail");
    }
  }
}
