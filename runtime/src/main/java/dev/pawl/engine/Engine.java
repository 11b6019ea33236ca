package dev.pawl.engine;

import dev.pawl.files.FileBlobStore;
import dev.pawl.files.FileTaskQueue;
import dev.pawl.files.log.FileEventStore;
import dev.pawl.files.log.HomeLock;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.orchestration.Clocks;
import dev.pawl.orchestration.ControlReceptor;
import dev.pawl.orchestration.Counters;
import dev.pawl.orchestration.FunctionThreads;
import dev.pawl.orchestration.Orchestrator;
import dev.pawl.orchestration.OrchestratorParts;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.processing.Worker;
import dev.pawl.processing.WorkerSettings;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.Codec;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An orchestrator, its log, and workers where they are wanted, over a home: all that one process
 * needs.
 *
 * <p>The home is held by an operating-system lock while the engine is open, so that there is one
 * owner at a time; what a killed process leaves is found and carried on by the next. Safe for use
 * by many threads.
 */
public final class Engine implements AutoCloseable {
  private static final Duration SWEEP_GRACE = Duration.ofMinutes(1);

  private final EngineSettings settings;
  private final Definitions definitions;
  private final Codec codec = new JsonCodec();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EventStore store;
  private final BlobStore blobs;
  private final TaskQueue queue;
  private final Watches watches;
  private final Housekeeping housekeeping;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Orchestrator orchestrator;
  private final Loops loops;
  private final List<Worker> workers;

  /**
   * Opens a home, carries on what is to be carried on, and starts all threads.
   *
   * @throws dev.pawl.spi.PortFailure.Unavailable where another process holds the home, or it cannot
   *     be written
   */
  public Engine(
      Home home, Definitions definitions, HandlerFactory handlers, EngineSettings settings) {
    this.settings = settings;
    this.definitions = definitions;
    definitions.all().forEach(loaded -> loaded.graph().checkTypes(codec));
    try {
      opened(HomeLock.acquire(home.path()));
      this.store = opened(home.openEvents());
      this.blobs = opened(FileBlobStore.ofRuns(home.runs()));
      TaskQueue plain = opened(settings.queue().map(Queues::open).orElseGet(MemoryTaskQueue::new));
      this.queue = Queues.overflowing(plain, blobs);
      boolean durable = plain.capabilities().durable();
      this.housekeeping =
          opened(
              new Housekeeping(
                  new Sweeper(store, blobs),
                  durable ? SWEEP_GRACE : Duration.ofSeconds(5),
                  !durable));
      this.watches = new Watches(housekeeping::ended);
      TaskQueue control = opened(new FileTaskQueue(home.control()));
      Writes writes = new Writes();
      TaskQueue observed = settings.ports().queue().apply(queue);
      this.orchestrator = new Orchestrator(orchestratorParts(observed, writes));
      if (settings.allRuns()) {
        orchestrator.recoverAll();
      }
      this.workers = settings.workers() == 0 ? List.of() : workers(handlers);
      this.loops = new Loops(orchestrator, writes, mustStop(store), watches::fail);
      if (durable) {
        loops.bringFar(observed);
      } else {
        loops.bringNear(observed);
      }
      loops.bringFar(control);
    } catch (RuntimeException | Error e) {
      closeParts();
      throw e;
    }
    loops.start();
    workers.forEach(Worker::start);
  }

  /**
   * An engine for a service that embeds Pawl: default settings, and every unfinished run of the
   * home is carried on at once.
   *
   * @param home a folder, made where there is none; one engine owns it at a time
   * @param handlers the service's own objects; see {@link HandlerFactory#constructors()} where none
   *     is needed
   * @throws dev.pawl.spi.PortFailure.Unavailable where another process holds the home, or it cannot
   *     be written
   */
  public static Engine open(Path home, Definitions definitions, HandlerFactory handlers) {
    return new Engine(
        new Home(home), definitions, handlers, EngineSettings.defaults().withAllRuns());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private OrchestratorParts orchestratorParts(TaskQueue observed, Writes writes) {
    Clocks clocks = new Clocks(InstantSource.system(), System::nanoTime);
    return new OrchestratorParts(
        settings.ports().store().apply(store),
        observed,
        definitions,
        codec,
        new OrchestratorParts.Edge(clocks, writes, opened(new FunctionThreads())),
        watches,
        settings.orchestrator());
  }

  /** Files that failed say nothing more; another store is asked again. */
  private static Supplier<Optional<PortFailure.Unavailable>> mustStop(EventStore store) {
    return store instanceof FileEventStore files ? files::mustStop : Optional::empty;
  }

  /** A worker for each pool that a process names, so that no task waits for ever in one process. */
  private List<Worker> workers(HandlerFactory handlers) {
    String id = "in-" + ProcessHandle.current().pid() + "-";
    return definitions.all().stream()
        .flatMap(loaded -> loaded.graph().steps().stream())
        .map(step -> step.policy().pool())
        .distinct()
        .map(pool ->
            Worker.with(WorkerSettings.of(id + pool, pool, settings.workers()))
                .definitions(definitions)
                .handlers(handlers)
                .over(queue, blobs, codec))
        .toList();
  }

  /**
   * Starts a run, or carries on the unfinished one with the same definition, version and input.
   *
   * @throws PortFailure.Invalid where the definition is not one of this engine's, or a file in the
   *     input cannot be read
   */
  public <I, O> RunHandle<O> start(ProcessDefinition<I, O> definition, I input) {
    return start(definition, input, Optional.empty());
  }

  /**
   * Starts a run with an id of the caller's, or carries on the one that has it; of a run that is
   * over the handle has the outcome. Asking twice starts one run.
   *
   * @param id letters, digits, {@code . _ -}
   * @throws PortFailure.Invalid where the definition is not one of this engine's, the run of this
   *     id was started with another definition, version or input, or a file in the input cannot be
   *     read
   */
  public <I, O> RunHandle<O> start(ProcessDefinition<I, O> definition, I input, String id) {
    return start(definition, input, Optional.of(new RunId(id)));
  }

  private <I, O> RunHandle<O> start(
      ProcessDefinition<I, O> definition, I input, Optional<RunId> id) {
    Definitions.Loaded process =
        definitions
            .find(definition.name(), definition.version())
            .orElseThrow(() ->
                new PortFailure.Invalid(
                    "process '"
                        + definition.name()
                        + "' version "
                        + definition.version()
                        + " should be among the engine's definitions, found none"));
    byte[] json = codec.encode(input, process.graph().inputType());
    Launch launch =
        Launch.of(new RunFinder(store), process, codec, new Launch.Wish(json, id, false));
    return new RunHandle<>(
        launch.run(), launch.found().isPresent(), process.graph(), codec, run(launch));
  }

  /**
   * Starts a run, or carries on the one that the launch found, resuming it where it was paused or
   * parked.
   *
   * @return when the run cannot go on by itself any more; failed where the run cannot be started
   */
  public CompletableFuture<Outcome> run(Launch launch) {
    RunId run = launch.run();
    if (launch.found().isPresent() && launch.found().get().over()) {
      return CompletableFuture.completedFuture(Watches.outcome(run, launch.found().get().last()));
    }
    CompletableFuture<Outcome> outcome = watches.watch(run);
    if (launch.start().isPresent()) {
      return ask(launch.start().get())
          .thenCompose(reply -> reply.accepted() ? outcome : refused(run, reply));
    }
    return carryOn(run)
        .thenCompose(_ -> progress(run))
        .thenCompose(progress -> {
          RunStatus status = progress.map(RunProgress::status).orElse(RunStatus.COMPLETED);
          if (status == RunStatus.PAUSED || status == RunStatus.PARKED) {
            return ask(new Request.Resume(run.value())).thenCompose(_ -> outcome);
          }
          boolean stands = status.isFinal() || status == RunStatus.STALLED;
          return stands ? CompletableFuture.completedFuture(last(run)) : outcome;
        });
  }

  private Outcome last(RunId run) {
    RunFinder.Found found = new RunFinder(store).find(run).orElseThrow();
    Outcome outcome = Watches.outcome(run, found.last());
    return outcome == null
        ? new Outcome(
            run,
            RunStatus.STALLED,
            new byte[0],
            "nothing of the run can go on before tasks leave the quarantine")
        : outcome;
  }

  private static CompletableFuture<Outcome> refused(RunId run, Reply reply) {
    return CompletableFuture.failedFuture(
        new PortFailure.Invalid("run " + run + " cannot be started: " + reply.detail()));
  }

  /** Puts a request of a user to a run; the answer comes when what it led to is durable. */
  public CompletableFuture<Reply> ask(Request request) {
    return watches.answer(
        orchestrator.ask(
            new RunId(request.run()),
            ControlReceptor.command(request, System.currentTimeMillis(), definitions)));
  }

  /** Carries on a run of this home that is not carried on yet. */
  public CompletableFuture<Void> carryOn(RunId run) {
    return watches.answer(orchestrator.carryOn(run));
  }

  /** When a run cannot go on by itself any more; ask before the run can get there. */
  public CompletableFuture<Outcome> watch(RunId run) {
    return watches.watch(run);
  }

  /** How a run stands; empty where it is not carried on here. */
  public CompletableFuture<Optional<RunProgress>> progress(RunId run) {
    return watches.answer(orchestrator.query(run));
  }

  /** How the runs that are carried on here stand. */
  public CompletableFuture<Map<RunId, RunProgress>> progress() {
    return watches.answer(orchestrator.queryAll());
  }

  /** About how many messages with tasks wait for the workers of a pool. */
  public long depth(String pool) {
    return queue.depth("tasks." + pool);
  }

  /** Completed by what has ended this engine before it was closed, such as a failing disk. */
  public CompletableFuture<RuntimeException> failure() {
    return watches.failure().copy();
  }

  /** What was refused or failed so far. */
  public Counters counters() {
    return orchestrator.counters();
  }

  /** The events of the home. */
  public EventStore store() {
    return store;
  }

  /** The blobs of the home. */
  public BlobStore blobs() {
    return blobs;
  }

  /** The codec of inputs and results. */
  public Codec codec() {
    return codec;
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Lets running tasks end within the grace, writes what was reported, and gives the home back; who
   * waits for a run gets a {@link CancellationException}. Once closed, does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    workers.forEach(worker -> worker.stop(settings.grace()));
    loops.close();
    watches.fail(
        new CancellationException(
            "the engine was closed; what it left unfinished goes on when the home is opened"
                + " again"));
    closeParts();
  }

  /** The last that was opened is closed first. */
  private void closeParts() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(
            "closing " + part.getClass().getSimpleName() + " failed: " + e, e);
      }
    }
  }
}
