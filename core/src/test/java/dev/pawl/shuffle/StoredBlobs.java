package dev.pawl.shuffle;

import dev.pawl.graph.Blobs;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Blobs in memory that count range reads, and damage what they are told to. */
final class StoredBlobs implements Blobs {
  private final MemoryBlobStore store = new MemoryBlobStore();
  private final Map<String, UnaryOperator<byte[]>> damage = new HashMap<>();
  int rangeReads;

  /** Changes what range reads of a blob give. */
  void damage(BlobRef blob, UnaryOperator<byte[]> change) {
    damage.put(blob.key(), change);
  }

  /** Replaces a blob by one with a changed byte at an offset, and gives its reference. */
  BlobRef flipped(BlobRef blob, long offset) throws IOException {
    byte[] bytes = store.readRange(blob, 0, (int) blob.size());
    bytes[(int) offset] ^= 1;
    return write(blob.key() + "-flipped-" + offset, bytes);
  }

  @Override
  public BlobWriter create(String name) {
    return store.create(name);
  }

  @Override
  public InputStream read(BlobRef blob) {
    return store.read(blob);
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    rangeReads++;
    return damage
        .getOrDefault(blob.key(), bytes -> bytes)
        .apply(store.readRange(blob, offset, length));
  }
}
