package dev.pawl.simulation;

import dev.pawl.spi.EventStore;
import java.util.List;

/** A store in front of another, for those that change one thing. */
class ForwardingStore implements EventStore {
  final EventStore store;

  ForwardingStore(EventStore store) {
    this.store = store;
  }

  @Override
  public long acquire(String stream) {
    return store.acquire(stream);
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    return store.append(requests);
  }

  @Override
  public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
    return store.read(stream, fromPosition, maximum);
  }

  @Override
  public long lastPosition(String stream) {
    return store.lastPosition(stream);
  }

  @Override
  public List<String> streams() {
    return store.streams();
  }

  @Override
  public void delete(String stream) {
    store.delete(stream);
  }

  @Override
  public void close() {
    store.close();
  }
}
