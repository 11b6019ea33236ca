package dev.pawl.testkit.faults;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A blob store that fails, is slow, and damages blobs. A damaged blob shows as late as the contract
 * allows: a whole read gives wrong bytes and {@link PortFailure.Corrupt} in place of the end, and a
 * range is refused. Deterministic when it is used by one thread with a seeded generator. Closing it
 * closes the store behind it.
 */
public final class FaultyBlobStore implements BlobStore {
  private final BlobStore store;
  private final BlobFaults faults;
  private final Chance chance;
  private final Consumer<Duration> pause;
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  /**
   * Wraps a store.
   *
   * @param pause spends the time of a slow call, such as {@code clock::advance} of a virtual clock
   */
  public FaultyBlobStore(
      BlobStore store, BlobFaults faults, RandomGenerator random, Consumer<Duration> pause) {
    this.store = store;
    this.faults = faults;
    this.chance = new Chance(random);
    this.pause = pause;
  }

  /** Damages a blob from now on. */
  public void damage(String key) {
    damaged.add(key);
  }

  @Override
  public BlobWriter create(String key) {
    disturb("creating blob " + key);
    return new FaultyWriter(store.create(key));
  }

  @Override
  public InputStream read(BlobRef blob) {
    disturb("reading blob " + blob.key());
    InputStream stream = store.read(blob);
    return damaged.contains(blob.key()) ? new DamagedStream(stream, blob.key()) : stream;
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    disturb("reading blob " + blob.key());
    byte[] range = store.readRange(blob, offset, length);
    if (damaged.contains(blob.key())) {
      throw new PortFailure.Corrupt("blob " + blob.key() + " was made to be damaged");
    }
    return range;
  }

  @Override
  public List<BlobEntry> list(String prefix) {
    disturb("listing blobs");
    return store.list(prefix);
  }

  @Override
  public void delete(String key) {
    disturb("deleting blob " + key);
    store.delete(key);
    damaged.remove(key);
  }

  @Override
  public void close() {
    store.close();
  }

  private void disturb(String call) {
    if (chance.happens(faults.slow())) {
      pause.accept(Duration.ofNanos(chance.below(faults.longestPause().toNanos())));
    }
    if (chance.happens(faults.unavailable())) {
      throw new PortFailure.Unavailable(call + " was made to fail");
    }
  }

  private final class FaultyWriter extends BlobWriter {
    private final BlobWriter writer;

    FaultyWriter(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int value) throws IOException {
      writer.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      writer.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
      writer.flush();
    }

    @Override
    public BlobRef commit() throws IOException {
      disturb("committing a blob");
      BlobRef blob = writer.commit();
      if (chance.happens(faults.damage())) {
        damaged.add(blob.key());
      }
      return blob;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
