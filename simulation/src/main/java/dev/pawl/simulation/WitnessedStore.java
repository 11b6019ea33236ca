package dev.pawl.simulation;

import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import java.util.List;

/** The truth: every append that takes effect is shown to the witness. */
final class WitnessedStore extends ForwardingStore {
  private final Witness witness;

  WitnessedStore(EventStore store, Witness witness) {
    super(store);
    this.witness = witness;
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    List<AppendOutcome> outcomes = store.append(requests);
    for (int i = 0; i < requests.size(); i++) {
      if (outcomes.get(i) instanceof AppendOutcome.Appended appended) {
        int count = requests.get(i).events().size();
        witness.appended(
            new RunId(appended.stream()),
            store.read(appended.stream(), appended.lastPosition() - count + 1, count));
      }
    }
    return outcomes;
  }
}
