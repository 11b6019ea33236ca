package dev.pawl.processing;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The blobs of one execution: it writes under its own prefix while it lasts, and reads what it has
 * references of.
 */
final class ExecutionBlobs implements Blobs {
  private static final Logger LOG = System.getLogger(ExecutionBlobs.class.getName());

  private final BlobStore store;
  private final String prefix;
  private final List<BlobWriter> open = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  ExecutionBlobs(BlobStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public BlobWriter create(String name) {
    requireRunning(name);
    return new GuardedWriter(name, store.create(prefix + name));
  }

  @Override
  public InputStream read(BlobRef blob) {
    return store.read(blob);
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    return store.readRange(blob, offset, length);
  }

  /** Refuses further writing. */
  void end() {
    ended = true;
  }

  /** Closes writers that the handler left open, on the thread that ran it. */
  void closeWriters() {
    for (BlobWriter writer : List.copyOf(open)) {
      try {
        writer.close();
      } catch (IOException | RuntimeException e) {
        LOG.log(
            Level.DEBUG, "a blob of {0} that was not committed cannot be closed: {1}", prefix, e);
      }
    }
  }

  private void requireRunning(String name) {
    if (ended) {
      throw new PortFailure.Fenced(
          "blob "
              + prefix
              + name
              + " should be written while its task runs, found that the execution has ended");
    }
  }

  private final class GuardedWriter extends BlobWriter {
    private final String name;
    private final BlobWriter target;

    GuardedWriter(String name, BlobWriter target) {
      this.name = name;
      this.target = target;
      open.add(target);
    }

    @Override
    public void write(int value) throws IOException {
      requireRunning(name);
      target.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      requireRunning(name);
      target.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
      target.flush();
    }

    @Override
    public BlobRef commit() throws IOException {
      requireRunning(name);
      return target.commit();
    }

    @Override
    public void close() throws IOException {
      open.remove(target);
      target.close();
    }
  }
}
