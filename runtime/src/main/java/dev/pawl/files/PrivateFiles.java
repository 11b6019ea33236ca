package dev.pawl.files;

import dev.pawl.spi.PortFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files and folders that only their owner may read, and what makes them durable. */
final class PrivateFiles {
  private static final FileAttribute<?>[] NONE = {};
  private static final FileAttribute<?>[] FILE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };
  private static final FileAttribute<?>[] FOLDER = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
  };

  private PrivateFiles() {}

  /** Creates an empty file; throws where it exists. */
  static Path createFile(Path file) throws IOException {
    return Files.createFile(file, attributes(file, FILE));
  }

  /** Creates a file with a short text, flushed to the disk. */
  static Path write(Path file, String text) throws IOException {
    createFile(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
    return file;
  }

  /** Creates a folder and all above it that are missing, each durable in the one above it. */
  static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      createFolders(parent);
    }
    try {
      Files.createDirectory(folder, attributes(folder, FOLDER));
    } catch (FileAlreadyExistsException existing) {
      if (!Files.isDirectory(folder)) {
        throw existing;
      }
    }
    if (parent != null) {
      syncFolder(parent);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, FileAttribute<?>[] posix) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix") ? posix : NONE;
  }

  /**
   * Makes names in a folder durable, where the platform can; an interrupt of the thread is kept for
   * later.
   */
  static void syncFolder(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException again) {
          interrupted = true;
        } catch (AccessDeniedException notOnThisPlatform) {
          return;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Gives a finished file its final name, atomically, and only where nothing has that name.
   *
   * @throws FileAlreadyExistsException where the name is taken; the finished file is untouched then
   */
  static void publishNew(Path finished, Path name) throws IOException {
    try {
      Files.createLink(name, finished);
    } catch (FileAlreadyExistsException | NoSuchFileException telling) {
      throw telling;
    } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
      publishReserved(finished, name);
      return;
    }
    Files.delete(finished);
  }

  /** The way for file systems without hard links: who creates the reservation may rename. */
  static void publishReserved(Path finished, Path name) throws IOException {
    Path reservation = name.resolveSibling("." + name.getFileName() + ".reserved");
    createFile(reservation);
    try {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(reservation);
    }
  }

  /** The names in a folder, sorted; none where it does not exist. */
  static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (NoSuchFileException none) {
      return names;
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    names.sort(null);
    return names;
  }

  /** Removes files of a folder that nobody has written to since {@code before}. */
  static void sweep(Path folder, Instant before) throws IOException {
    for (String name : names(folder)) {
      Path file = folder.resolve(name);
      try {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(before)) {
          Files.deleteIfExists(file);
        }
      } catch (NoSuchFileException gone) {
        // Another process swept it.
      }
    }
  }

  /** What an I/O failure means to the caller of a port. */
  static PortFailure.Unavailable unavailable(String intention, Path where, IOException failure) {
    String reason = failure.getMessage() == null ? "" : failure.getMessage();
    String found =
        reason.contains("No space left") || reason.contains("quota")
            ? "no space left on its disk"
            : failure.toString();
    return new PortFailure.Unavailable(
        "could not " + intention + " in " + where + ": " + found, failure);
  }
}
