package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.run.RunId;
import java.io.PrintWriter;

/** Ends an engine in good order on Ctrl-C or SIGTERM. */
final class StopSignal {
  private StopSignal() {}

  static void install(Engine engine, PrintWriter err, RunId run) {
    Thread hook =
        Thread.ofPlatform()
            .name("pawl-stop")
            .unstarted(
                () -> {
                  if (!engine.isClosed()) {
                    err.println("\nstopping run " + run + " … the same command goes on where it was");
                    err.flush();
                    engine.close();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
