package dev.pawl.app;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.engine.Queues;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl server}. */
@Command(
    name = "server",
    description =
        "Own a home: carry on all its runs, take what pawl start and the like ask for, and tell of it over HTTP.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl server --workers 4",
      "  pawl server --queue file:/var/pawl/queue --listen 127.0.0.1:7295",
      "",
      "GET /health answers 200 while the server works, else 503; GET /metrics answers in the text format of Prometheus.",
      "SIGTERM and Ctrl-C let running tasks end, write what was reported, and give the home back."
    })
final class ServerCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Parameters(
      arity = "0..1",
      paramLabel = "X.java",
      description = "a source file with a process, besides those at hand")
  @Nullable String source;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "where to answer HTTP; port 0 takes a free one; default 127.0.0.1:7295")
  String listen = "127.0.0.1:7295";

  @Option(
      names = "--queue",
      paramLabel = "URI",
      converter = QueueUri.Converter.class,
      description =
          QueueUri.KINDS + ", for workers in other processes; else PAWL_QUEUE, else memory")
  @Nullable URI queue;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "slots in this process; default none with a shared queue, else one for each processor")
  @Nullable Integer workers;

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Definitions definitions = code.definitionsWith(source);
    Home home = homeOption.home();
    Optional<URI> shared = QueueUri.shared(queue);
    int slots =
        workers != null
            ? workers
            : shared.isPresent() ? 0 : Runtime.getRuntime().availableProcessors();
    EngineSettings settings =
        QueueUri.apply(EngineSettings.defaults().withWorkers(slots).withGrace(GRACE), queue)
            .withAllRuns();
    PrintWriter err = spec.commandLine().getErr();
    try (Engine engine = new Engine(home, definitions, HandlerFactory.constructors(), settings);
        HttpStatus http = HttpStatus.listen(listen, engine, definitions)) {
      err.println(
          "server of home "
              + home
              + " answers at http://"
              + http.address()
              + "/health and /metrics, with "
              + slots
              + " slots, tasks in "
              + shared.map(Queues::redacted).orElse("memory"));
      err.flush();
      try (StopSignal _ = StopSignal.install(engine::close, err, "stopping the server …")) {
        throw engine.failure().get();
      }
    }
  }
}
