package dev.pawl.graph;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.IOException;
import java.io.InputStream;

/**
 * The blobs that a task reads and writes. Names are relative to the execution, so that no two
 * executions ever write the same key; only references inside the confirmed result are seen by later
 * steps. Safe for use by many threads.
 */
public interface Blobs {
  /**
   * Begins to write a blob; it appears at {@link BlobWriter#commit}. The name needs to be unique
   * within the execution.
   */
  BlobWriter create(String name);

  /** Writes a whole blob. */
  default BlobRef write(String name, byte[] bytes) throws IOException {
    try (BlobWriter writer = create(name)) {
      writer.write(bytes);
      return writer.commit();
    }
  }

  /**
   * Streams a blob; damage is {@link dev.pawl.spi.PortFailure.Corrupt}, at the latest in place of
   * the end.
   */
  InputStream read(BlobRef blob);

  /** Reads {@code length} bytes from {@code offset}. */
  byte[] readRange(BlobRef blob, long offset, int length);
}
