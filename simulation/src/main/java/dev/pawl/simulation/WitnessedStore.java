package dev.pawl.simulation;

import dev.pawl.spi.EventStore;
import java.util.List;

/** One opening of the log: every takeover and every append is shown to the witness. */
final class WitnessedStore extends ForwardingStore {
  private final Witness witness;

  WitnessedStore(EventStore store, Witness witness) {
    super(store);
    this.witness = witness;
  }

  @Override
  public long acquire(String stream) {
    long epoch = store.acquire(stream);
    witness.acquired(stream, epoch, store);
    return epoch;
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    requests.forEach(witness::appending);
    List<AppendOutcome> outcomes = store.append(requests);
    for (int i = 0; i < requests.size(); i++) {
      witness.appended(requests.get(i), outcomes.get(i), store);
    }
    return outcomes;
  }
}
