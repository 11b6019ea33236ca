package dev.pawl.processing;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.Codec;
import dev.pawl.spi.TaskQueue;

/** Collects what a {@link Worker} needs besides its ports. Not safe for use by several threads. */
public final class WorkerBuilder {
  private final WorkerSettings settings;
  private Definitions definitions = Definitions.of("none");
  private HandlerFactory handlers = HandlerFactory.constructors();
  private WorkerSources sources = WorkerSources.system();
  private Runnable onExhausted = () -> {};

  WorkerBuilder(WorkerSettings settings) {
    this.settings = settings;
  }

  /** The processes whose tasks it can run. Default none. */
  public WorkerBuilder definitions(Definitions value) {
    definitions = value;
    return this;
  }

  /** Makes the handlers. Default {@link HandlerFactory#constructors}. */
  public WorkerBuilder handlers(HandlerFactory value) {
    handlers = value;
    return this;
  }

  /** Clock and randomness. Default {@link WorkerSources#system}. */
  public WorkerBuilder sources(WorkerSources value) {
    sources = value;
    return this;
  }

  /**
   * Called once, on a thread of the worker, when as many slots were abandoned as it has: time to
   * restart the process. Default: does nothing.
   */
  public WorkerBuilder onExhausted(Runnable value) {
    onExhausted = value;
    return this;
  }

  /** A worker over ports that stay the caller's. */
  public Worker over(TaskQueue queue, BlobStore blobs, Codec codec) {
    StepCatalog catalog =
        new StepCatalog(
            definitions,
            handlers,
            codec,
            queue.capabilities().maximumBytes(),
            settings.groupMemory());
    return new Worker(new WorkerParts(settings, queue, blobs, catalog, sources), onExhausted);
  }
}
