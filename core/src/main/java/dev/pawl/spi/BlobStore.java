package dev.pawl.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Immutable, named bytes.
 *
 * <p>Guarantees, each with a contract test that names it:
 *
 * <ol>
 *   <li>B1 A blob appears at {@link BlobWriter#commit}, whole, or not at all; a reader never sees a
 *       part of it.
 *   <li>B2 A key is written once: committing a key that exists throws {@link PortFailure.Conflict}
 *       and changes nothing; of several writers of one key exactly one wins.
 *   <li>B3 The reference that {@code commit} gives carries size and CRC32C of exactly the bytes
 *       that were written.
 *   <li>B4 A read of a blob whose bytes are not those of the reference throws {@link
 *       PortFailure.Corrupt}, at the latest in place of the end of the stream; a range is checked
 *       at least for its presence and length.
 *   <li>B5 A key that does not exist gives {@link PortFailure.Invalid}, naming it.
 *   <li>B6 A writer that is closed without {@code commit} leaves nothing to be listed.
 *   <li>B7 Listing by prefix gives all committed blobs under it, sorted by key, and nothing else.
 *   <li>B8 Deleting is idempotent.
 *   <li>B9 A committed blob is durable.
 * </ol>
 *
 * <p>Keys are 1 to 500 characters of segments {@code [A-Za-z0-9_-][A-Za-z0-9._-]*} separated by
 * single slashes; others are {@link PortFailure.Invalid}. Implementations are safe for use by many
 * threads; a single writer or stream is not.
 */
public interface BlobStore extends AutoCloseable {

  /** Begins to write a blob; memory stays bounded however much is written. */
  BlobWriter create(String key);

  /** Streams a whole blob; no reference of its own is needed to check it. */
  InputStream read(BlobRef blob);

  /**
   * Reads {@code length} bytes from {@code offset}; a range beyond the end is {@link
   * PortFailure.Invalid}.
   */
  byte[] readRange(BlobRef blob, long offset, int length);

  /**
   * All blobs whose key begins with {@code prefix}; references made by listing have no checksum
   * where none is stored.
   */
  List<BlobEntry> list(String prefix);

  /** Removes a blob; nothing happens where it does not exist. */
  void delete(String key);

  @Override
  void close();

  /**
   * What a listing says of a blob: its key, its size in bytes and the wall-clock time of its commit
   * (epoch milliseconds).
   */
  record BlobEntry(String key, long size, long committedAtMillis) {}

  /** Writes one blob. Close it in every case; only {@link #commit} makes the blob appear. */
  abstract class BlobWriter extends java.io.OutputStream {
    /**
     * Makes the blob appear, durably.
     *
     * @throws PortFailure.Conflict where the key exists already
     */
    public abstract BlobRef commit() throws IOException;

    /** Gives up the blob unless it was committed. */
    @Override
    public abstract void close() throws IOException;
  }
}
