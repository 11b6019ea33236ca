package dev.pawl.testkit.contract;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What an adapter's test supplies to the mix-ins of this package that begin with {@code Blob}. Each
 * test method has a place of its own, empty at the beginning; the adapter's test removes it
 * afterwards.
 */
public interface BlobStoreContract {
  /** One more opening of this test's place. */
  BlobStore open();

  /**
   * Changes a stored byte of a blob behind the store's back.
   *
   * @return false where nothing can come between the store and its bytes
   */
  default boolean damage(BlobRef blob) {
    return false;
  }

  /**
   * Cuts the last byte of a blob off behind the store's back.
   *
   * @return false where nothing can come between the store and its bytes
   */
  default boolean truncate(BlobRef blob) {
    return false;
  }

  /** Writes a blob. */
  static BlobRef write(BlobStore store, String key, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(key)) {
      writer.write(bytes);
      return writer.commit();
    }
  }

  /** Writes a text. */
  static BlobRef write(BlobStore store, String key, String text) throws IOException {
    return write(store, key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a whole blob. */
  static byte[] read(BlobStore store, BlobRef blob) throws IOException {
    try (InputStream stream = store.read(blob)) {
      return stream.readAllBytes();
    }
  }
}
