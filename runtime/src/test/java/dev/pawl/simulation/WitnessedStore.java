package dev.pawl.simulation;

import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import java.util.List;

/** The truth: every append that takes effect is shown to the witness. */
final class WitnessedStore implements EventStore {
  private final EventStore store;
  private final Witness witness;

  WitnessedStore(EventStore store, Witness witness) {
    this.store = store;
    this.witness = witness;
  }

  @Override
  public long acquire(String stream) {
    return store.acquire(stream);
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    List<AppendOutcome> outcomes = store.append(requests);
    for (int i = 0; i < requests.size(); i++) {
      if (outcomes.get(i) instanceof AppendOutcome.Appended appended) {
        int count = requests.get(i).events().size();
        witness.appended(new RunId(appended.stream()), store.read(appended.stream(), appended.lastPosition() - count + 1, count));
      }
    }
    return outcomes;
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
