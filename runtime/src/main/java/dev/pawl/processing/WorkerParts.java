package dev.pawl.processing;

import dev.pawl.graph.WorkerInfo;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.TaskQueue;

/** What slots and heart of one worker share. */
final class WorkerParts {
  private final WorkerSettings settings;
  private final WorkerInfo info;
  private final TaskQueue queue;
  private final BlobStore blobs;
  private final StepCatalog catalog;
  private final Reporter reporter;
  private final WorkerSources sources;
  private final Object drawing = new Object();
  private volatile boolean stopping;

  WorkerParts(
      WorkerSettings settings,
      TaskQueue queue,
      BlobStore blobs,
      StepCatalog catalog,
      WorkerSources sources) {
    this.settings = settings;
    this.info = new WorkerInfo(settings.id(), settings.pool(), settings.slots());
    this.queue = queue;
    this.blobs = blobs;
    this.catalog = catalog;
    this.reporter = new Reporter(settings.id(), queue);
    this.sources = sources;
  }

  WorkerSettings settings() {
    return settings;
  }

  /** The worker, as handlers see it. */
  WorkerInfo info() {
    return info;
  }

  TaskQueue queue() {
    return queue;
  }

  BlobStore blobs() {
    return blobs;
  }

  StepCatalog catalog() {
    return catalog;
  }

  Reporter reporter() {
    return reporter;
  }

  long now() {
    return sources.nanos().getAsLong();
  }

  long nonce() {
    synchronized (drawing) {
      return sources.random().nextLong();
    }
  }

  boolean stopping() {
    return stopping;
  }

  /** Lets slots take no more deliveries. */
  void stop() {
    stopping = true;
  }
}
