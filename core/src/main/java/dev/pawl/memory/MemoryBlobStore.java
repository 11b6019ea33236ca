package dev.pawl.memory;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32C;

/**
 * Blobs in the memory of this JVM: the reference of {@link BlobStore}, for tests of handlers and
 * for simulations. What is being written is in memory too, so its size is bounded by 2 GiB. Safe
 * for use by many threads.
 */
public final class MemoryBlobStore implements BlobStore {
  private final NavigableMap<String, Blob> blobs = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  /** An empty store that stamps commits with the system's time. */
  public MemoryBlobStore() {
    this(InstantSource.system());
  }

  /** An empty store that stamps commits with the time of {@code clock}. */
  public MemoryBlobStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public BlobWriter create(String key) {
    return new Writer(Names.requireBlobKey(key));
  }

  @Override
  public InputStream read(BlobRef blob) {
    return new ByteArrayInputStream(find(blob).bytes);
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    if (offset < 0 || length < 0 || length > blob.size() - offset) {
      throw new PortFailure.Invalid(
          "a range of blob "
              + blob.key()
              + " should lie within its "
              + blob.size()
              + " bytes, found "
              + length
              + " from "
              + offset);
    }
    return Arrays.copyOfRange(find(blob).bytes, (int) offset, (int) offset + length);
  }

  private Blob find(BlobRef wanted) {
    Blob found = blobs.get(wanted.key());
    if (found == null) {
      throw new PortFailure.Invalid("blob " + wanted.key() + " does not exist");
    }
    if (!found.ref.equals(wanted)) {
      throw new PortFailure.Corrupt(
          "blob "
              + wanted.key()
              + " should have "
              + wanted.size()
              + " bytes with checksum "
              + wanted.checksum()
              + ", found "
              + found.ref.size()
              + " with "
              + found.ref.checksum());
    }
    return found;
  }

  @Override
  public List<BlobEntry> list(String prefix) {
    Names.requirePrefix(prefix);
    List<BlobEntry> entries = new ArrayList<>();
    for (Blob blob : blobs.tailMap(prefix).values()) {
      if (!blob.ref.key().startsWith(prefix)) {
        break;
      }
      entries.add(new BlobEntry(blob.ref.key(), blob.ref.size(), blob.committedAtMillis));
    }
    return entries;
  }

  @Override
  public void delete(String key) {
    blobs.remove(Names.requireBlobKey(key));
  }

  /** Keeps the blobs: who closes one user of the store does not take them from another. */
  @Override
  public void close() {}

  private record Blob(BlobRef ref, byte[] bytes, long committedAtMillis) {}

  private final class Writer extends BlobWriter {
    private final String key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    Writer(String key) {
      this.key = key;
    }

    @Override
    public void write(int value) throws IOException {
      requireOpen();
      bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      requireOpen();
      bytes.write(source, offset, length);
    }

    @Override
    public BlobRef commit() throws IOException {
      requireOpen();
      closed = true;
      byte[] written = bytes.toByteArray();
      CRC32C crc = new CRC32C();
      crc.update(written);
      BlobRef ref = new BlobRef(key, written.length, BlobRef.checksum(crc));
      if (blobs.putIfAbsent(key, new Blob(ref, written, clock.millis())) != null) {
        throw new PortFailure.Conflict(
            "blob " + key + " should not exist yet, found that it was written before");
      }
      return ref;
    }

    @Override
    public void close() {
      closed = true;
    }

    private void requireOpen() throws IOException {
      if (closed) {
        throw new IOException("the writer of blob " + key + " was closed or committed before");
      }
    }
  }
}
