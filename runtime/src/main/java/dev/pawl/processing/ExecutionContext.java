package dev.pawl.processing;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.input.PinnedFiles;
import dev.pawl.wire.ShortDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution, as its handler sees it. Made for every task, so that what few tasks use is made
 * when it is asked for.
 */
final class ExecutionContext implements TaskContext {
  private final ExecutionScope scope;
  private final int index;
  private final int attempt;
  private volatile @Nullable ExecutionBlobs blobs;
  private volatile @Nullable LogLines log;
  private volatile boolean cancelled;
  private volatile boolean ended;
  private volatile double progress;

  ExecutionContext(ExecutionScope scope, int index, int attempt) {
    this.scope = scope;
    this.index = index;
    this.attempt = attempt;
  }

  @Override
  public String run() {
    return scope.run();
  }

  @Override
  public String step() {
    return scope.stepName();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int round() {
    return scope.round();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public WorkerInfo worker() {
    return scope.worker();
  }

  @Override
  public Blobs blobs() {
    ExecutionBlobs known = blobs;
    return known != null ? known : makeBlobs();
  }

  private synchronized ExecutionBlobs makeBlobs() {
    ExecutionBlobs made = blobs;
    if (made == null) {
      made = new ExecutionBlobs(scope.store(), scope.blobPrefix(index));
      blobs = made;
      if (ended) {
        made.end();
      }
    }
    return made;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void progress(double share) {
    progress = Double.isNaN(share) ? 0 : Math.clamp(share, 0, 1);
  }

  double progress() {
    return progress;
  }

  @Override
  public String idempotencyKey() {
    String round = scope.round() == 0 ? "" : "/" + scope.round();
    return ShortDigest.of(scope.run() + "/" + scope.step() + "/" + index + round);
  }

  @Override
  public void log(String line) {
    LogLines lines = log;
    if (lines == null) {
      lines = makeLog();
    }
    lines.add(line);
  }

  private synchronized LogLines makeLog() {
    LogLines lines = log;
    if (lines == null) {
      lines = new LogLines();
      log = lines;
    }
    return lines;
  }

  List<String> logLines() {
    LogLines lines = log;
    return lines == null ? List.of() : lines.last();
  }

  @Override
  public InputStream open(InputFile file) throws IOException {
    return PinnedFiles.open(file);
  }

  /** Nothing may be written any more. */
  void end() {
    ended = true;
    ExecutionBlobs made = blobs;
    if (made != null) {
      made.end();
    }
  }

  /** Closes what the handler left open; to be called on its thread. */
  void closeWriters() {
    ExecutionBlobs made = blobs;
    if (made != null) {
      made.closeWriters();
    }
  }
}
