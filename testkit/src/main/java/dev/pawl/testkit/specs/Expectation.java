package dev.pawl.testkit.specs;

import dev.pawl.run.TaskLedger;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What should follow. Made by {@link Facts} and {@link Tasks}. Immutable. */
public sealed interface Expectation {
  /** What it is, in the words of the process. */
  Function<Words, String> words();

  /** An event or a refusal. */
  record Fact(Function<Words, String> words) implements Expectation {}

  /** All values of a step are there. */
  record Completion(Function<Words, String> words) implements Expectation {}

  /** Something that holds of the run afterwards. */
  record Condition(Function<Words, String> words, BiPredicate<TaskLedger, Words> holds)
      implements Expectation {}
}
