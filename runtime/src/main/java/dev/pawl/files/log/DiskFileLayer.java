package dev.pawl.files.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of a real file system. */
final class DiskFileLayer implements FileLayer {
  private static final Lock[] LOCKS =
      Stream.generate(ReentrantLock::new).limit(1 << 10).toArray(Lock[]::new);

  private final Path root;

  DiskFileLayer(Path root) throws IOException {
    this.root = PrivateFiles.createFolder(root).toRealPath();
    syncFolder("..");
  }

  @Override
  public Lock lock(String folder) {
    return LOCKS[Math.floorMod(root.resolve(folder).hashCode() * 0x9E3779B1 >>> 7, LOCKS.length)];
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public @Nullable Object identity(String path) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(root.resolve(path), BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public void createFolder(String folder) throws IOException {
    PrivateFiles.createFolder(root.resolve(folder));
    syncFolder("");
  }

  @Override
  public OpenFile create(String path) throws IOException {
    delete(path);
    return new DiskFile(
        root.resolve(path),
        PrivateFiles.open(
            root.resolve(path),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public OpenFile openForWriting(String path) throws IOException {
    return new DiskFile(
        root.resolve(path),
        FileChannel.open(root.resolve(path), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public OpenFile openForReading(String path) throws IOException {
    return new ReadOnlyDiskFile(root.resolve(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        root.resolve(from),
        root.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  @Override
  public void deleteFolderIfEmpty(String folder) throws IOException {
    try {
      Files.deleteIfExists(root.resolve(folder));
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    Path path = root.resolve(folder);
    if (PrivateFiles.isPosix(path)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
