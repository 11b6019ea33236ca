package dev.pawl.testkit.specs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * What can happen to a run. What happens to its tasks begins with {@link Tasks#task} or {@link
 * Tasks#tasks}.
 */
public final class Acts {
  private Acts() {}

  /** The run is started with an input. */
  public static Act start(Object input) {
    return new Act(
        words -> "the run is started with " + words.json(0, input),
        (bench, words) ->
            bench.play(new RunCommand.Start(bench.now(), words.started(bench.now(), input))));
  }

  public static Act pause() {
    return act("the run is paused", RunCommand.Pause::new);
  }

  public static Act resume() {
    return act("the run is resumed", RunCommand.Resume::new);
  }

  public static Act cancel() {
    return act("the run is cancelled", RunCommand.Cancel::new);
  }

  /** A user sends a signal; where no step awaits one of this name, its value is {@link Json}. */
  public static Act signal(String name, Object value) {
    return new Act(
        words -> "signal " + name + " is sent with " + words.signal(name, value),
        (bench, words) ->
            bench.play(
                new RunCommand.Signal(
                    bench.now(), name, words.signal(name, value).getBytes(UTF_8))));
  }

  /** All quarantined tasks are to be tried again. */
  public static Act retry() {
    return act("the quarantined tasks are to be tried again", RunCommand.Retry::new);
  }

  /** Time goes by, and retries that have become due are issued. */
  public static Act passes(Duration time) {
    return new Act(
        _ -> Words.duration(time) + " go by",
        (bench, _) -> {
          bench.pass(time);
          bench.play(new RunCommand.IssueRetries(bench.now()));
        });
  }

  /** A command of its own, given the time in milliseconds. */
  public static Act act(String words, LongFunction<? extends RunCommand> command) {
    return new Act(_ -> words, (bench, _) -> bench.play(command.apply(bench.now())));
  }

  /** Events that the log holds already; they are taken as they are. */
  public static Act recorded(RunEvent... events) {
    return new Act(
        words -> String.join("; ", java.util.Arrays.stream(events).map(words::of).toList()),
        (bench, _) -> bench.take(java.util.List.of(events)));
  }
}
