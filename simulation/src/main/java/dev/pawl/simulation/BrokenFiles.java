package dev.pawl.simulation;

import dev.pawl.files.log.FileLayer;
import dev.pawl.files.log.OpenFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Layers of files that do less than they say, each in one way. */
final class BrokenFiles {
  private BrokenFiles() {}

  /** Flushes no file. */
  static FileLayer unflushed(FileLayer files, Luck luck) {
    return new Forwarding(files) {
      @Override
      OpenFile changed(OpenFile file) {
        return new Unflushed(file);
      }
    };
  }

  /** Makes no name durable. */
  static FileLayer unsynced(FileLayer files, Luck luck) {
    return new Forwarding(files) {
      @Override
      public void syncFolder(String folder) {}
    };
  }

  private record Unflushed(OpenFile file) implements OpenFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) throws IOException {
      return file.read(offset, target, at, length);
    }

    @Override
    public void write(long offset, byte[] source, int at, int length) throws IOException {
      file.write(offset, source, at, length);
    }

    @Override
    public void preallocate(long newSize) throws IOException {
      file.preallocate(newSize);
    }

    @Override
    public void truncate(long newSize) throws IOException {
      file.truncate(newSize);
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private abstract static class Forwarding implements FileLayer {
    final FileLayer files;

    Forwarding(FileLayer files) {
      this.files = files;
    }

    OpenFile changed(OpenFile file) {
      return file;
    }

    @Override
    public Lock lock(String folder) {
      return files.lock(folder);
    }

    @Override
    public boolean exists(String path) {
      return files.exists(path);
    }

    @Override
    public @Nullable Object identity(String path) throws IOException {
      return files.identity(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
      return files.list(folder);
    }

    @Override
    public void createFolder(String folder) throws IOException {
      files.createFolder(folder);
    }

    @Override
    public OpenFile create(String path) throws IOException {
      return changed(files.create(path));
    }

    @Override
    public OpenFile openForWriting(String path) throws IOException {
      return changed(files.openForWriting(path));
    }

    @Override
    public OpenFile openForReading(String path) throws IOException {
      return changed(files.openForReading(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
      files.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
      files.delete(path);
    }

    @Override
    public void deleteFolderIfEmpty(String folder) throws IOException {
      files.deleteFolderIfEmpty(folder);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
      files.syncFolder(folder);
    }
  }
}
