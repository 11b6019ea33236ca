package dev.pawl.files;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Writes a blob to a temporary file, which gets its final name at the commit. Whatever fails leaves
 * no file.
 */
final class FileBlobWriter extends BlobWriter {
  private static final int TRIES = 10;

  private final String key;
  private final Path file;
  private final Path folder;
  private final Path temporary;
  private final FileOutputStream out;
  private final CRC32C crc = new CRC32C();
  private long size;
  private boolean closed;

  /** Begins to write to a stream of an existing, empty file. */
  FileBlobWriter(String key, Path file, Path temporary, FileOutputStream out) {
    this.key = key;
    this.file = file;
    this.folder = Objects.requireNonNull(file.getParent(), "folder of a blob");
    this.temporary = temporary;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    requireOpen();
    try {
      out.write(source, offset, length);
    } catch (IOException failed) {
      throw giveUp("write", failed);
    }
    crc.update(source, offset, length);
    size += length;
  }

  @Override
  public BlobRef commit() throws IOException {
    requireOpen();
    try {
      out.getFD().sync();
      out.close();
      publish();
    } catch (FileAlreadyExistsException taken) {
      close();
      if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
        throw new PortFailure.Invalid(
            "blob "
                + key
                + " should not lie at, above or beneath the key of another blob, found "
                + taken.getFile());
      }
      throw new PortFailure.Conflict("blob " + key + " should not exist yet, found " + file);
    } catch (IOException failed) {
      throw giveUp("commit", failed);
    }
    closed = true;
    return new BlobRef(key, size, BlobRef.checksum(crc));
  }

  private void publish() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        PrivateFiles.createFolders(folder);
        PrivateFiles.publishNew(temporary, file);
        PrivateFiles.syncFolder(folder);
        return;
      } catch (NoSuchFileException emptyFolderRemoved) {
        if (tries == TRIES || !Files.exists(temporary)) {
          throw emptyFolderRemoved;
        }
      }
    }
  }

  private PortFailure giveUp(String intention, IOException failed) throws IOException {
    close();
    if (failed instanceof FileSystemException one
        && String.valueOf(one.getReason()).contains("Not a directory")) {
      return new PortFailure.Invalid(
          "blob " + key + " should not lie beneath another blob", failed);
    }
    return PrivateFiles.unavailable(intention + " blob " + key, file, failed);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the writer of blob " + key + " was closed or committed before");
    }
  }
}
