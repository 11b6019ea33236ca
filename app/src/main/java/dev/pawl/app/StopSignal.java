package dev.pawl.app;

import java.io.PrintWriter;

/** Ends work in good order on Ctrl-C or SIGTERM, as long as it is open. */
final class StopSignal implements AutoCloseable {
  private final Thread hook;

  private StopSignal(Thread hook) {
    this.hook = hook;
  }

  /**
   * Waits for the signal.
   *
   * @param text what to tell the user then
   */
  static StopSignal install(Runnable stop, PrintWriter err, String text) {
    Thread hook =
        Thread.ofPlatform()
            .name("pawl-stop")
            .unstarted(() -> {
              err.println("\n" + text);
              err.flush();
              stop.run();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopSignal(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal has come, and does what is left to do.
      return;
    }
  }
}
