package dev.pawl.app.soak;

import dev.pawl.app.soak.Effects.Effect;
import dev.pawl.run.IndexSet;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * What the log and the ledger say of the tasks of one step. Plain arrays: there may be millions.
 * Not safe for use by several threads.
 */
final class SoakBooks {
  final String step;
  final int tasks;
  final BitSet scheduled = new BitSet();
  final BitSet confirmed = new BitSet();
  final BitSet noted = new BitSet();
  final long[] nonces;
  final long[] confirmedMillis;
  final long[] keys;
  private final Consumer<String> violations;

  SoakBooks(String step, int tasks, Consumer<String> violations) {
    this.step = step;
    this.tasks = tasks;
    this.nonces = new long[tasks];
    this.confirmedMillis = new long[tasks];
    this.keys = new long[tasks];
    this.violations = violations;
  }

  void schedule(IndexSet indexes) {
    indexes.forEach(index -> {
      if (index >= tasks || scheduled.get(index)) {
        violations.accept(task(index) + " was scheduled, though it was before or is none");
      }
      scheduled.set(index);
    });
  }

  /** A task was confirmed with a result of this nonce. */
  void confirm(int index, long nonce, long millis) {
    if (index >= tasks || !scheduled.get(index) || confirmed.get(index)) {
      violations.accept(task(index) + " was confirmed, though it was before or was not scheduled");
      return;
    }
    confirmed.set(index);
    nonces[index] = nonce;
    confirmedMillis[index] = millis;
  }

  /** An event that only a task without a result may have. */
  void issueAgain(IndexSet indexes, String event) {
    indexes.forEach(index -> {
      if (confirmed.get(index)) {
        violations.accept(task(index) + " met " + event + " after it was confirmed");
      }
    });
  }

  /** An execution that noted itself; true where its task had run before. */
  boolean note(Effect effect) {
    int index = effect.index();
    long key = Long.parseUnsignedLong(effect.key().substring(0, 16), 16);
    boolean again = keys[index] != 0;
    if (again && keys[index] != key) {
      violations.accept(task(index) + " should have the same key each time, found two");
    }
    keys[index] = key;
    if (confirmed.get(index) && effect.nonce() == nonces[index]) {
      if (noted.get(index)) {
        violations.accept("the execution that counts of " + task(index) + " noted itself twice");
      }
      noted.set(index);
    }
    return again;
  }

  /** After all of the log and of the ledger. */
  void requireComplete() {
    if (scheduled.cardinality() != tasks || confirmed.cardinality() != tasks) {
      violations.accept(
          step
              + " should have "
              + tasks
              + " tasks, each confirmed, found "
              + scheduled.cardinality()
              + " scheduled and "
              + confirmed.cardinality()
              + " confirmed");
    }
    BitSet without = (BitSet) confirmed.clone();
    without.andNot(noted);
    if (!without.isEmpty()) {
      violations.accept(
          without.cardinality()
              + " results of "
              + step
              + " are of executions that the ledger does not know, such as "
              + task(without.nextSetBit(0)));
    }
  }

  String task(int index) {
    return step + "[" + index + "]";
  }
}
