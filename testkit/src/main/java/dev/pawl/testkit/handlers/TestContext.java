package dev.pawl.testkit.handlers;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.input.PinnedFiles;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All that a handler needs in a test: blobs in memory, and what the handler said is kept. The
 * context is that of task 0 of step {@code step} of run {@code test}, at its first attempt, on a
 * worker {@code test} of one slot.
 *
 * <pre>{@code
 * TestContext context = new TestContext();
 * BlobRef text = context.blob("text", "to be or not to be");
 * Counts counts = context.run(new CountWords(), new Shard(text));
 * assertThat(context.text(counts.table())).isEqualTo(…);
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class TestContext implements TaskContext {
  private final MemoryBlobStore store = new MemoryBlobStore();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private volatile double progress;
  private volatile boolean cancelled;

  /** Runs a handler in this context. */
  public <I, O> O run(TaskHandler<I, O> handler, I input) throws Exception {
    return handler.handle(input, this);
  }

  /** Writes a blob for the handler to read. */
  public BlobRef blob(String name, byte[] bytes) {
    try {
      return blobs().write("given/" + name, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a blob of UTF-8 text for the handler to read. */
  public BlobRef blob(String name, String text) {
    return blob(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of a blob that the handler wrote. */
  public byte[] bytes(BlobRef blob) {
    try (InputStream stream = store.read(blob)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A blob that the handler wrote, as UTF-8 text. */
  public String text(BlobRef blob) {
    return new String(bytes(blob), StandardCharsets.UTF_8);
  }

  /** What the handler logged. */
  public List<String> logged() {
    return List.copyOf(logged);
  }

  /** The share that the handler told last, 0 before. */
  public double progress() {
    return progress;
  }

  /** Lets {@link #cancelled} be true from now on. */
  public void cancel() {
    cancelled = true;
  }

  @Override
  public String run() {
    return "test";
  }

  @Override
  public String step() {
    return "step";
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public int round() {
    return 0;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public WorkerInfo worker() {
    return new WorkerInfo("test", "default", 1);
  }

  @Override
  public Blobs blobs() {
    return new Blobs() {
      @Override
      public BlobWriter create(String name) {
        return store.create("test/01-step/0/" + name);
      }

      @Override
      public InputStream read(BlobRef blob) {
        return store.read(blob);
      }

      @Override
      public byte[] readRange(BlobRef blob, long offset, int length) {
        return store.readRange(blob, offset, length);
      }
    };
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void progress(double share) {
    progress = share;
  }

  @Override
  public String idempotencyKey() {
    return "test-1-0";
  }

  @Override
  public void log(String line) {
    logged.add(line);
  }

  @Override
  public InputStream open(InputFile file) throws IOException {
    return PinnedFiles.open(file);
  }
}
