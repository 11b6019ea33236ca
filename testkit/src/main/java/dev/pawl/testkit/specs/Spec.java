package dev.pawl.testkit.specs;

import dev.pawl.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a process does in one situation. Immutable.
 *
 * <pre>{@code
 * Spec.given(start(new Request("weekly")))
 *     .when(task("catalog").returns(new Catalog(5)))
 *     .then(task("catalog").confirmed(), tasks("shards", 0, 5).made(), tasks("forecast", 0, 5).scheduled())
 *     .titled("One task for each shard")
 * }</pre>
 *
 * <p>What follows is checked whole and in order, refusals last; only {@link Facts#complete} may be
 * left out everywhere or is checked everywhere.
 *
 * @param title a sentence
 * @param rows numbers of acceptance rows that it shows
 * @param before what happened before: given
 * @param cause what happens: when
 * @param effects what should follow: then
 */
public record Spec(
    String title, List<String> rows, List<Act> before, List<Act> cause, List<Expectation> effects) {
  public Spec {
    rows = List.copyOf(rows);
    before = List.copyOf(before);
    cause = List.copyOf(cause);
    effects = List.copyOf(effects);
  }

  /** Begins a spec with what happened before. */
  public static Given given(Act... acts) {
    return new Given(List.of(acts), spec -> spec);
  }

  /** What happened before. */
  public static final class Given {
    private final List<Act> acts;
    private final Function<Spec, Spec> end;

    /**
     * Begins a spec.
     *
     * @param end takes the finished spec
     */
    public Given(List<Act> acts, Function<Spec, Spec> end) {
      this.acts = List.copyOf(acts);
      this.end = end;
    }

    public When when(Act... when) {
      return new When(acts, List.of(when), end);
    }
  }

  /** What happens. */
  public static final class When {
    private final List<Act> given;
    private final List<Act> acts;
    private final Function<Spec, Spec> end;

    private When(List<Act> given, List<Act> acts, Function<Spec, Spec> end) {
      this.given = given;
      this.acts = acts;
      this.end = end;
    }

    /** What follows; nothing at all where no expectation is given. */
    public Spec then(Expectation... then) {
      return end.apply(new Spec("", List.of(), given, acts, List.of(then)));
    }
  }

  public Spec titled(String sentence) {
    return new Spec(sentence, rows, before, cause, effects);
  }

  /** The same spec, showing acceptance rows. */
  public Spec showing(String... numbers) {
    return new Spec(title, List.of(numbers), before, cause, effects);
  }

  /** Plays the spec on a fresh bench. */
  public SpecResult check(Bench bench) {
    Words words = bench.words();
    List<String> failures = new ArrayList<>();
    try {
      before.forEach(act -> act.play().accept(bench, words));
      int events = bench.log().size();
      int refusals = bench.rejections().size();
      cause.forEach(act -> act.play().accept(bench, words));
      List<String> found = new ArrayList<>();
      bench.log().subList(events, bench.log().size()).stream()
          .filter(this::asked)
          .map(words::of)
          .forEach(found::add);
      bench.rejections().subList(refusals, bench.rejections().size()).stream()
          .map(words::of)
          .forEach(found::add);
      compare(bench, found, failures);
    } catch (RuntimeException | AssertionError e) {
      failures.add(e.toString());
    }
    return new SpecResult(this, words, failures);
  }

  /** Steps that are complete are noise, unless the spec speaks of any, or something is missing. */
  private boolean asked(RunEvent event) {
    return !(event instanceof RunEvent.StepCompleted completed)
        || !completed.missing().isEmpty()
        || effects.stream().anyMatch(Expectation.Completion.class::isInstance);
  }

  private void compare(Bench bench, List<String> found, List<String> failures) {
    List<String> expected =
        effects.stream()
            .filter(expectation -> !(expectation instanceof Expectation.Condition))
            .map(expectation -> expectation.words().apply(bench.words()))
            .toList();
    if (!expected.equals(found)) {
      failures.add(
          "expected\n  "
              + String.join("\n  ", expected)
              + "\nfound\n  "
              + String.join("\n  ", found));
    }
    for (Expectation expectation : effects) {
      if (expectation instanceof Expectation.Condition condition
          && !condition.holds().test(bench.ledger(), bench.words())) {
        failures.add(
            "expected afterwards: "
                + condition.words().apply(bench.words())
                + "; found the run "
                + bench.ledger().status());
      }
    }
  }
}
