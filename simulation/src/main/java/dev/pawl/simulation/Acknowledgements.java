package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.run.TaskLedger;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.MessageCodec;
import java.util.HashSet;
import java.util.Set;

/**
 * What one orchestrator acknowledges: what a report says has to be durable, or in vain; and what
 * was in vain has to be counted.
 */
final class Acknowledgements {
  private final Witness witness;
  private final Set<String> taken = new HashSet<>();
  private long inVain;

  Acknowledgements(Witness witness) {
    this.witness = witness;
  }

  /** How many reported entries changed nothing, at least. */
  long inVain() {
    return inVain;
  }

  /** The orchestrator acknowledges a message; it may have to say so more than once. */
  void take(String delivery, byte[] body) {
    if (taken.add(delivery) && MessageCodec.decode(body) instanceof Message.Report report) {
      report.entries().forEach(this::take);
    }
  }

  private void take(Entry entry) {
    Shadow<?> shadow = witness.named(entry.run());
    if (shadow == null || shadow.ledger().status().isFinal()) {
      inVain += shadow == null && !(entry instanceof Entry.Running) ? 1 : 0;
      return;
    }
    // What a report of a round that is over came to cannot be told any more.
    if (entry.step() < 0
        || entry.step() >= shadow.ledger().steps()
        || entry.round() != shadow.ledger().round(entry.step())) {
      return;
    }
    switch (entry) {
      case Entry.Completed e -> completed(shadow, e);
      case Entry.Failed e -> failed(shadow.ledger(), e);
      case Entry.Running _, Entry.Returned _ -> {}
    }
  }

  private void completed(Shadow<?> shadow, Entry.Completed e) {
    TaskLedger ledger = shadow.ledger();
    int[] indexes = e.indexes().toArray();
    boolean vain = false;
    for (int place = 0; place < indexes.length; place++) {
      int attempt = e.attempts().isEmpty() ? 1 : e.attempts().get(place);
      boolean counts =
          ledger.isScheduled(e.step(), indexes[place])
              && attempt <= shadow.attempts().highest(e.step(), indexes[place])
              && !ledger.isMissing(e.step(), indexes[place]);
      unless(
          !counts || ledger.isDone(e.step(), indexes[place]),
          "G2: a result of "
              + e.step()
              + "["
              + indexes[place]
              + "] of "
              + e.run()
              + " is acknowledged and not durable");
      vain |= !counts || !shadow.isWinner(e.step(), indexes[place], e.nonce());
    }
    inVain += vain ? 1 : 0;
  }

  private static void failed(TaskLedger ledger, Entry.Failed e) {
    unless(
        !ledger.isLive(e.step(), e.index(), e.attempt()),
        "G2: a failure of "
            + e.step()
            + "["
            + e.index()
            + "] of "
            + e.run()
            + " is acknowledged and not durable");
  }
}
