package dev.pawl.input;

import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Pins input files when a run starts, and opens them for its tasks. Safe for use by many threads.
 */
public final class PinnedFiles {
  private PinnedFiles() {}

  /**
   * Fills in size and SHA-256, and makes the path absolute; a file that is pinned already stays as
   * it is. Reads the whole file, streamed.
   *
   * @throws PortFailure.Invalid where the path is not that of a readable file, or the file grows
   *     while it is read
   */
  public static InputFile pin(InputFile file) {
    if (file.pinned()) {
      return file;
    }
    Path path = path(file);
    if (!Files.isRegularFile(path)) {
      throw new PortFailure.Invalid(
          "input file "
              + path
              + " should be a file that can be read, found "
              + (Files.isDirectory(path) ? "a folder" : "none"));
    }
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream stream = Files.newInputStream(path)) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        digest.update(buffer, 0, count);
        size += count;
      }
    } catch (IOException e) {
      throw new PortFailure.Invalid("input file " + path + " cannot be read: " + e, e);
    }
    return new InputFile(path.toString(), size, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The same value with every {@link InputFile} in it pinned: those in components of records, in
   * lists, optionals and values of maps, at any depth. What holds none is given back as it is.
   */
  public static <T> T pinAll(T value) {
    return new PinningWalk().pinned(value);
  }

  /**
   * Opens a pinned file. Its size is checked now; all of its bytes are checked at the end of the
   * stream, so a file that changed is never read to its end without {@link PermanentFailure}. Who
   * stops reading before the end has the size checked once more when the stream is closed, and the
   * bytes not at all.
   *
   * @throws PermanentFailure where the file is not pinned, is missing, or has another size
   */
  public static InputStream open(InputFile file) throws IOException {
    if (!file.pinned()) {
      throw new PermanentFailure(
          "input file "
              + file.path()
              + " should be pinned, which is done to files in the input of a run when it starts");
    }
    Path path = path(file);
    requireSize(file, path);
    return new PinnedStream(Files.newInputStream(path), file, path);
  }

  static void requireSize(InputFile file, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new PermanentFailure(
          "input file "
              + path
              + " changed since the run started: expected "
              + file.size()
              + " bytes, found no file");
    }
    long size = Files.size(path);
    if (size != file.size()) {
      throw new PermanentFailure(
          "input file "
              + path
              + " changed since the run started: expected "
              + file.size()
              + " bytes, found "
              + size);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Path path(InputFile file) {
    try {
      return Path.of(file.path()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new PortFailure.Invalid("the path of an input file is malformed: " + e.getMessage(), e);
    }
  }
}
