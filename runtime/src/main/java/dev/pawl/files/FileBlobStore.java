package dev.pawl.files;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Blobs as files beneath a folder, private to the user. A blob of up to 256 MiB is verified before
 * any of its bytes are given out, and one of up to 16 MiB before a range of it is; larger ones are
 * verified while they are read whole. What was verified is remembered while its file does not
 * change.
 *
 * <p>A blob cannot lie beneath another one ({@code a} and {@code a/b}), and a segment has at most
 * 255 characters: both are {@link PortFailure.Invalid}. Temporary files lie in {@code .temporary}
 * and are removed at opening when a day old. Safe for use by many threads and processes.
 */
public final class FileBlobStore implements BlobStore {
  private static final long WHOLE_VERIFIED_FIRST = 256L << 20;
  private static final long RANGE_VERIFIED_FIRST = 16L << 20;
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final BlobPaths paths;
  private final Path temporaries;
  private final VerifiedBlobs verified;
  private final Opener opener;

  /**
   * Opens a folder, creating it where it does not exist.
   *
   * @param clock says how old left-over files are, and whether a file has just changed
   * @throws PortFailure.Unavailable where the folder cannot be written
   */
  public FileBlobStore(Path root, BlobLayout layout, InstantSource clock) {
    this(root, layout, clock, file -> new FileOutputStream(file.toFile()));
  }

  FileBlobStore(Path root, BlobLayout layout, InstantSource clock, Opener opener) {
    try {
      PrivateFiles.createFolders(root.toAbsolutePath().normalize());
      this.paths = new BlobPaths(root.toRealPath(), layout);
      this.temporaries = paths.root().resolve(".temporary");
      this.verified = new VerifiedBlobs(clock);
      this.opener = opener;
      PrivateFiles.createFolders(temporaries);
      PrivateFiles.sweep(temporaries, clock.instant().minus(LEFT_BEHIND));
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("open the blobs", root, failed);
    }
  }

  /** Opens the folder of a home's runs: key {@code RUN/a/b} lies at {@code runs/RUN/blobs/a/b}. */
  public static FileBlobStore ofRuns(Path runs) {
    return new FileBlobStore(runs, BlobLayout.BY_RUN, InstantSource.system());
  }

  /** Opens the file that a writer fills; tests of failing disks give another. */
  interface Opener {
    FileOutputStream open(Path file) throws IOException;
  }

  @Override
  public BlobWriter create(String key) {
    Path file = paths.file(key);
    Path temporary = temporaries.resolve(UUID.randomUUID().toString());
    try {
      return new FileBlobWriter(
          key, file, temporary, opener.open(PrivateFiles.createFile(temporary)));
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("create blob " + key, paths.root(), failed);
    }
  }

  @Override
  public InputStream read(BlobRef blob) {
    Path file = paths.file(blob.key());
    try {
      BasicFileAttributes found = find(blob, file);
      if (blob.size() <= WHOLE_VERIFIED_FIRST) {
        verify(blob, file, found);
      }
      return new CheckedBlobStream(
          new FileInputStream(file.toFile()), blob, () -> verified.add(blob, found));
    } catch (IOException failed) {
      throw failure("read", blob, failed);
    }
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
    Path file = paths.file(blob.key());
    try {
      BasicFileAttributes found = find(blob, file);
      if (blob.size() <= RANGE_VERIFIED_FIRST) {
        verify(blob, file, found);
      }
      byte[] range = new byte[length];
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(offset);
        in.readFully(range);
      }
      return range;
    } catch (IOException failed) {
      throw failure("read", blob, failed);
    }
  }

  /** Looks at the file of a blob, which should exist and have the blob's size. */
  private static BasicFileAttributes find(BlobRef blob, Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new PortFailure.Invalid(
          "blob " + blob.key() + " does not exist: " + file + " is no regular file");
    }
    if (found.size() != blob.size()) {
      throw new PortFailure.Corrupt(
          "blob "
              + blob.key()
              + " should have "
              + blob.size()
              + " bytes, found "
              + found.size()
              + " in "
              + file);
    }
    return found;
  }

  private void verify(BlobRef blob, Path file, BasicFileAttributes found) throws IOException {
    if (verified.contains(blob, found)) {
      return;
    }
    try (InputStream in =
        new CheckedBlobStream(
            new FileInputStream(file.toFile()), blob, () -> verified.add(blob, found))) {
      byte[] buffer = new byte[Math.clamp(blob.size() + 1, 1, 1 << 18)];
      while (in.read(buffer, 0, buffer.length) >= 0) {
        // The stream checks what passes.
      }
    }
  }

  private RuntimeException failure(String intention, BlobRef blob, IOException failed) {
    if (failed instanceof NoSuchFileException
        || (failed instanceof FileSystemException one
            && String.valueOf(one.getReason()).contains("Not a directory"))) {
      return new PortFailure.Invalid(
          "blob " + blob.key() + " does not exist in " + paths.root(), failed);
    }
    if (failed instanceof EOFException) {
      return new PortFailure.Corrupt(
          "blob " + blob.key() + " ended before its " + blob.size() + " bytes", failed);
    }
    return PrivateFiles.unavailable(intention + " blob " + blob.key(), paths.root(), failed);
  }

  @Override
  public List<BlobEntry> list(String prefix) {
    try {
      return paths.list(prefix);
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("list blobs", paths.root(), failed);
    }
  }

  @Override
  public void delete(String key) {
    Path file = paths.file(key);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file)) {
        paths.pruneAbove(file, key);
      }
      verified.remove(key);
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("delete blob " + key, paths.root(), failed);
    }
  }

  /** Nothing is held open between calls. */
  @Override
  public void close() {}
}
