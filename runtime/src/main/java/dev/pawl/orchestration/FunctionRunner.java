package dev.pawl.orchestration;

import dev.pawl.run.RunCommand;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where users' functions run: apart from the orchestrator's thread, under a limit of time. */
public interface FunctionRunner extends AutoCloseable {
  /**
   * Runs a call, now or later, and hands over what became of it: exactly one of the two consumers
   * is called, once, on any thread.
   *
   * @param failed takes the reason, for people
   */
  void run(
      Supplier<List<RunCommand>> call,
      Duration limit,
      Consumer<List<RunCommand>> done,
      Consumer<String> failed);

  @Override
  void close();

  /**
   * Runs each call at once on the caller's thread, without a limit of time: for tests and
   * simulations.
   */
  static FunctionRunner direct() {
    return new FunctionRunner() {
      @Override
      public void run(
          Supplier<List<RunCommand>> call,
          Duration limit,
          Consumer<List<RunCommand>> done,
          Consumer<String> failed) {
        List<RunCommand> commands;
        try {
          commands = call.get();
        } catch (Throwable e) {
          failed.accept(reason(e));
          return;
        }
        done.accept(commands);
      }

      @Override
      public void close() {}
    };
  }

  /** What a misbehaving function did, in one line and the place where. */
  static String reason(Throwable thrown) {
    String where = thrown.getStackTrace().length == 0 ? "" : " at " + thrown.getStackTrace()[0];
    return thrown.getClass().getName()
        + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
        + where;
  }
}
