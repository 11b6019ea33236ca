package dev.pawl.testkit.specs;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Rejection;
import dev.pawl.run.RunStatus;
import java.util.List;
import java.util.function.Function;

/**
 * What can follow. What follows for tasks begins with {@link Tasks#task} or {@link Tasks#tasks}.
 */
public final class Facts {
  private Facts() {}

  public static Expectation started() {
    return fact("the run started");
  }

  /** A fan-out made no value of what it took. */
  public static Expectation madeNone(String step) {
    return fact(step + " made none");
  }

  /** A plan has no nodes. */
  public static Expectation plannedNone(String step) {
    return fact(step + " planned none");
  }

  /** A fold has an accumulator of all values below {@code upTo}. */
  public static Expectation folded(String step, int upTo, Object accumulator) {
    return fact(words -> Words.folded(step, upTo, words.json(words.id(step), accumulator)));
  }

  /** A {@code when} went a way. */
  public static Expectation decided(String step, boolean side) {
    return fact(Words.decided(step, side));
  }

  /** A signal came that the run awaits. */
  public static Expectation received(String signal, Object value) {
    return fact(words -> Words.received(signal, words.signal(signal, value)));
  }

  /**
   * A repeat began its next round.
   *
   * @param round 1 for the first that follows another
   */
  public static Expectation roundBegan(String step, int round, Object value) {
    return new Expectation.Fact(
        words -> Words.roundBegan(step, round, words.json(words.id(step), value)));
  }

  /** The predicate of a repeat held for the result of a round, 0 for the first. */
  public static Expectation roundsEnded(String step, int round) {
    return new Expectation.Fact(_ -> Words.roundsEnded(step, round));
  }

  /** All values of a step are there. Specs may leave such facts out. */
  public static Expectation complete(String step) {
    return new Expectation.Completion(_ -> Words.complete(step, IndexSet.empty()));
  }

  /** A step is complete, and some of its values will never be there. */
  public static Expectation completeWithout(String step, int... missing) {
    return fact(Words.complete(step, IndexSet.of(missing)));
  }

  public static Expectation paused() {
    return fact("the run was paused");
  }

  public static Expectation parked(String step, String reason) {
    return fact(Words.parked(step, reason));
  }

  public static Expectation resumed() {
    return fact("the run was resumed");
  }

  public static Expectation cancelled() {
    return fact("the run was cancelled");
  }

  public static Expectation stalled(int quarantined) {
    return fact(Words.stalled(quarantined));
  }

  public static Expectation completedWith(Object result) {
    return fact(words -> Words.completed(words.json(words.result(), result)));
  }

  public static Expectation refused(Rejection.Reason reason) {
    return refused(reason, 1);
  }

  public static Expectation refused(Rejection.Reason reason, int count) {
    return fact(Words.refused(reason, count));
  }

  /** Where the run stands afterwards. */
  public static Expectation runIs(RunStatus status) {
    return new Expectation.Condition(
        _ -> "the run is " + status.name().toLowerCase(java.util.Locale.ROOT),
        (ledger, _) -> ledger.status() == status);
  }

  /** Which tasks of a step workers have, or should have, afterwards. */
  public static Expectation outstanding(String step, int... indexes) {
    IndexSet expected = IndexSet.of(indexes);
    return new Expectation.Condition(
        _ ->
            expected.isEmpty()
                ? "no task of " + step + " is outstanding"
                : step + "[" + expected + "] outstanding",
        (ledger, words) -> ledger.outstanding(words.id(step)).equals(expected));
  }

  /** Which signals the run waits for afterwards, in the order of its steps. */
  public static Expectation awaits(String... signals) {
    List<String> expected = List.of(signals);
    return new Expectation.Condition(
        _ ->
            expected.isEmpty()
                ? "no signal is waited for"
                : "waiting for " + String.join(", ", expected),
        (ledger, words) -> ledger.awaited().equals(expected.stream().map(words::id).toList()));
  }

  private static Expectation fact(String text) {
    return new Expectation.Fact(_ -> text);
  }

  private static Expectation fact(Function<Words, String> words) {
    return new Expectation.Fact(words);
  }
}
