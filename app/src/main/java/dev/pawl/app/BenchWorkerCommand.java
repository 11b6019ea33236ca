package dev.pawl.app;

import dev.pawl.app.bench.Bench;
import dev.pawl.graph.Definitions;
import picocli.CommandLine.Command;

/** A worker process of {@code pawl bench}. */
@Command(name = "bench-worker", hidden = true)
final class BenchWorkerCommand extends WorkerCommand {
  @Override
  Definitions definitions() {
    return Bench.definitions();
  }
}
