package dev.pawl.app;

import dev.pawl.engine.Queues;
import dev.pawl.files.FileBlobStore;
import dev.pawl.graph.Definitions;
import dev.pawl.processing.Worker;
import dev.pawl.processing.WorkerSettings;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.JsonCodec;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl worker}. */
@Command(
    name = "worker",
    description =
        "Run tasks that the owner of a home, such as pawl server, hands out over a shared queue.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl worker --queue file:/var/pawl/queue --home /var/pawl --slots 4",
      "  pawl worker Forecast.java --queue file:queue --pool gpu",
      "",
      "Any number of workers compete. SIGTERM and Ctrl-C give back at once what is not begun and"
          + " let running tasks end",
      "within --grace. A worker whose slots were all lost to tasks that do not heed an interrupt"
          + " starts its successor, with",
      "the same command line, and ends."
    })
class WorkerCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "X.java",
      description = "a source file with a process, besides those at hand")
  @Nullable String source;

  @Option(
      names = "--queue",
      paramLabel = "URI",
      converter = QueueUri.Converter.class,
      description = QueueUri.KINDS + ", the queue of the home's owner; else PAWL_QUEUE")
  @Nullable URI queue;

  @Option(names = "--pool", paramLabel = "P", description = "whose tasks to run; default: default")
  String pool = "default";

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "how many tasks run at once; default one for each processor")
  int slots = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "how long running tasks may take to end at a stop; default 10s")
  String grace = "10s";

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    URI shared =
        QueueUri.shared(queue)
            .orElseThrow(() ->
                UserError.usage(
                    "a worker needs the queue of the home's owner, --queue URI or PAWL_QUEUE,"
                        + " found none"));
    if (slots < 1) {
      throw UserError.usage("--slots should be 1 or more, found " + slots);
    }
    Duration longest = Spans.parse("--grace", grace);
    Definitions definitions = definitions();
    JsonCodec codec = new JsonCodec();
    definitions.all().forEach(loaded -> loaded.graph().checkTypes(codec));
    String id =
        "w"
            + ProcessHandle.current().pid()
            + "-"
            + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt());
    CountDownLatch exhausted = new CountDownLatch(1);
    try (TaskQueue tasks = Queues.open(shared);
        BlobStore blobs = FileBlobStore.ofRuns(homeOption.home().runs())) {
      Worker worker =
          Worker.with(WorkerSettings.of(id, pool, slots))
              .definitions(definitions)
              .onExhausted(exhausted::countDown)
              .over(Queues.overflowing(tasks, blobs), blobs, codec);
      worker.start();
      tell(
          "worker "
              + id
              + " runs tasks of pool "
              + pool
              + " in "
              + slots
              + " slots, from "
              + Queues.redacted(shared));
      waitFor(exhausted, worker, tasks, longest);
    }
    tell("all slots of worker " + id + " were lost to tasks that do not end; a successor goes on");
    Successor.start(spec.root().commandLine().getParseResult().originalArgs());
    return ExitCode.COMPLETED;
  }

  /** The processes whose tasks it can run. */
  Definitions definitions() {
    return code.definitionsWith(source);
  }

  private void waitFor(CountDownLatch exhausted, Worker worker, TaskQueue tasks, Duration longest)
      throws InterruptedException {
    Runnable stop =
        () -> {
          worker.stop(longest);
          tasks.close();
        };
    try (StopSignal _ =
        StopSignal.install(stop, spec.commandLine().getErr(), "stopping the worker …")) {
      exhausted.await();
    } finally {
      worker.stop(longest);
    }
  }

  private void tell(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }
}
