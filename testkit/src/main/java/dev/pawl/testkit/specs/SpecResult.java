package dev.pawl.testkit.specs;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A spec that was played.
 *
 * @param failures what was different; empty where the spec holds
 */
public record SpecResult(Spec spec, Words words, List<String> failures) {
  public SpecResult {
    failures = List.copyOf(failures);
  }

  public boolean holds() {
    return failures.isEmpty();
  }

  /** Throws {@link AssertionError} where the spec does not hold. */
  public SpecResult requireHolds() {
    if (!holds()) {
      throw new AssertionError(spec.title() + ": " + String.join("\n", failures));
    }
    return this;
  }

  /** The spec and its outcome, as a section of Markdown. */
  public String markdown() {
    StringBuilder text =
        new StringBuilder("### ").append(holds() ? "✔ " : "✘ ").append(spec.title());
    spec.rows().forEach(row -> text.append(" `").append(row).append('`'));
    text.append("\n\n");
    part(text, "Given", spec.before().stream().map(Act::words));
    part(text, "When", spec.cause().stream().map(Act::words));
    part(text, "Then", spec.effects().stream().map(Expectation::words));
    failures.forEach(failure -> text.append("```text\n").append(failure).append("\n```\n\n"));
    return text.toString();
  }

  private void part(StringBuilder text, String name, Stream<Function<Words, String>> sentences) {
    List<String> lines = sentences.map(this::inWords).toList();
    text.append("**").append(name).append("**\n\n");
    (lines.isEmpty() ? List.of("nothing") : lines)
        .forEach(line -> text.append("- ").append(line).append('\n'));
    text.append('\n');
  }

  /** A spec that names a step that is not there fails, and still prints. */
  private String inWords(Function<Words, String> sentence) {
    try {
      return sentence.apply(words);
    } catch (RuntimeException e) {
      return "(" + e.getMessage() + ")";
    }
  }
}
