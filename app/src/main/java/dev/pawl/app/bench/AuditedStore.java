package dev.pawl.app.bench;

import dev.pawl.spi.EventStore;
import dev.pawl.wire.EventCodec;
import java.util.List;

/** Tells an audit of everything that an event store has flushed. */
record AuditedStore(EventStore store, Audit audit, AuditTrail trail) implements EventStore {
  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    long start = System.nanoTime();
    List<AppendOutcome> outcomes = store.append(requests);
    long took = System.nanoTime() - start;
    trail.pass(() -> {
      audit.flushed(took, requests.size());
      for (int i = 0; i < requests.size(); i++) {
        if (outcomes.get(i) instanceof AppendOutcome.Appended) {
          flushed(requests.get(i));
        }
      }
    });
    return outcomes;
  }

  private void flushed(AppendRequest request) {
    request
        .events()
        .forEach(event ->
            audit.flushed(request.stream(), EventCodec.decode(event.type(), event.payload())));
  }

  @Override
  public List<AcquireOutcome> acquire(List<String> streams) {
    return store.acquire(streams);
  }

  @Override
  public long acquire(String stream) {
    return store.acquire(stream);
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
