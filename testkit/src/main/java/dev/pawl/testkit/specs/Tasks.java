package dev.pawl.testkit.specs;

import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Tasks, or values, of one step: what happens to them, and what should follow for them. Immutable.
 *
 * @param step its name
 * @param round of the step that acts speak of, 0 where nothing is said
 * @param attempt the attempt that acts speak of, 1 where nothing is said
 * @param nonce of the delivery that acts speak of
 */
public record Tasks(String step, int round, IndexSet indexes, int attempt, long nonce) {
  /** The one task of a step. */
  public static Tasks task(String step) {
    return task(step, 0);
  }

  public static Tasks task(String step, int index) {
    return tasks(step, IndexSet.of(index));
  }

  /** Tasks from {@code start} to below {@code end}. */
  public static Tasks tasks(String step, int start, int end) {
    return tasks(step, IndexSet.range(start, end));
  }

  public static Tasks tasks(String step, IndexSet indexes) {
    return new Tasks(step, 0, indexes, 1, 1);
  }

  /** The same tasks at another attempt. */
  public Tasks attempt(int number) {
    return new Tasks(step, round, indexes, number, nonce);
  }

  /** The same tasks from another delivery. */
  public Tasks delivery(long number) {
    return new Tasks(step, round, indexes, attempt, number);
  }

  /** The same tasks in another round of a repeat, 1 for the second. */
  public Tasks round(int number) {
    return new Tasks(step, number, indexes, attempt, nonce);
  }

  /** A worker reports one result for each task, in the order of their indexes. */
  public Act returns(Object... values) {
    return new Act(
        words ->
            words.tasks(this)
                + inRound()
                + byAttempt()
                + " returns "
                + words.values(step, List.of(values)),
        (bench, words) ->
            bench.play(
                results(
                    bench,
                    Payloads.of(
                        IntStream.range(0, values.length)
                            .mapToObj(i -> words.bytes(step, values[i]))
                            .toList()))));
  }

  /** A worker reports results that follow from the indexes. */
  public Act returnsEach(IntFunction<?> value) {
    return new Act(
        words -> words.tasks(this) + inRound() + byAttempt() + " return",
        (bench, words) -> {
          List<byte[]> values = new ArrayList<>();
          indexes.forEach(index -> values.add(words.bytes(step, value.apply(index))));
          bench.play(results(bench, Payloads.of(values)));
        });
  }

  private RunCommand results(Bench bench, Payloads values) {
    List<Integer> attempts =
        attempt == 1 ? List.of() : Collections.nCopies(indexes.size(), attempt);
    return new RunCommand.ConfirmResults(
        bench.now(), bench.words().id(step), round, indexes, attempts, nonce, values, 1_000, 1_000);
  }

  /** The handler threw. */
  public Act fails(String error) {
    return fails(FailureKind.ERROR, error);
  }

  public Act fails(FailureKind kind, String error) {
    return each(
        words ->
            words.tasks(this)
                + inRound()
                + byAttempt()
                + " fails ("
                + kind.name().toLowerCase(java.util.Locale.ROOT)
                + "): "
                + error,
        (bench, id, index) ->
            new RunCommand.ReportFailure(
                bench.now(), id, round, index, attempt, nonce, kind, error));
  }

  /** The timeout manager asks. */
  public Act timesOut() {
    return each(
        words -> words.tasks(this) + inRound() + byAttempt() + " seems to take too long",
        (bench, id, index) -> new RunCommand.TryTimeout(bench.now(), id, round, index, attempt));
  }

  /** The attempt that this names takes much longer than those of other tasks. */
  public Act straggles() {
    return each(
        words -> words.tasks(this) + inRound() + byAttempt() + " takes much longer than the others",
        (bench, id, index) ->
            new RunCommand.TrySecondAttempt(bench.now(), id, round, index, attempt, 20_000));
  }

  /** Each task is to leave the quarantine. */
  public Act isRestored() {
    return each(
        words -> words.tasks(this) + " is restored",
        (bench, id, index) -> new RunCommand.Restore(bench.now(), id, index));
  }

  /** A worker gives tasks back. */
  public Act isGivenBack(boolean apart) {
    List<Integer> attempts =
        attempt == 1 ? List.of() : Collections.nCopies(indexes.size(), attempt);
    return new Act(
        words ->
            words.tasks(this)
                + inRound()
                + byAttempt()
                + " is given back"
                + (apart ? " by a worker that died" : ""),
        (bench, words) ->
            bench.play(
                new RunCommand.ReturnTasks(
                    bench.now(), words.id(step), round, indexes, attempts, apart)));
  }

  private interface CommandOfOne {
    RunCommand of(Bench bench, int step, int index);
  }

  private Act each(Function<Words, String> words, CommandOfOne command) {
    return new Act(
        words,
        (bench, known) ->
            indexes.forEach(index -> bench.play(command.of(bench, known.id(step), index))));
  }

  private String byAttempt() {
    return attempt == 1 ? "" : " at attempt " + attempt;
  }

  private String inRound() {
    return round == 0 ? "" : " in round " + round;
  }

  public Expectation scheduled() {
    return fact(words -> words.tasks(this) + " scheduled");
  }

  /** Confirmed by the attempt that this names. */
  public Expectation confirmed() {
    return fact(words -> words.tasks(this) + " confirmed" + byAttempt());
  }

  /**
   * A function of the step made these values, in the order of their indexes; of more than ten, give
   * none.
   */
  public Expectation made(Object... values) {
    return fact(words -> words.made(this, List.of(values)));
  }

  /**
   * A plan has these nodes, each as {@code "id"} or {@code "id after parent and other"}; of more
   * than ten, give none.
   */
  public Expectation planned(String... nodes) {
    return fact(words -> words.planned(this, List.of(nodes)));
  }

  public Expectation willBeRetriedAfter(Duration backoff) {
    return fact(words -> words.tasks(this) + " will be retried after " + Words.duration(backoff));
  }

  /** Planned retries were issued. */
  public Expectation retried() {
    return fact(words -> words.tasks(this) + " retried");
  }

  /** The attempt that this names begins at once. */
  public Expectation reissued() {
    return fact(words -> words.tasks(this) + " reissued as attempt " + attempt);
  }

  /** The attempt that this names begins beside the one before it. */
  public Expectation secondAttempt() {
    return fact(words -> words.tasks(this) + " begun a second time, as attempt " + attempt);
  }

  /** The attempt that this names ended, and another goes on. */
  public Expectation dropped(String error) {
    return fact(words -> words.tasks(this) + " goes on without attempt " + attempt + ": " + error);
  }

  public Expectation quarantined(String error) {
    return fact(words -> words.tasks(this) + " quarantined: " + error);
  }

  public Expectation leavesQuarantine() {
    return fact(words -> words.tasks(this) + " out of quarantine");
  }

  public Expectation givenBack(boolean apart) {
    return fact(words -> words.tasks(this) + " given back" + (apart ? ", to go out apart" : ""));
  }

  /** The run ended as failed, by this task. */
  public Expectation failedTheRun(String error) {
    return fact(words -> "the run failed at " + words.tasks(this) + ": " + error);
  }

  private static Expectation fact(Function<Words, String> words) {
    return new Expectation.Fact(words);
  }
}
