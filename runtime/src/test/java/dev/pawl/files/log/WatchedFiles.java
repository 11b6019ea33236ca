package dev.pawl.files.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The files of another layer, with a list of what was done to them and of what is open, and with
 * something that happens in between. For one thread.
 */
final class WatchedFiles implements FileLayer {
  private final FileLayer layer;
  private final List<String> done = new ArrayList<>();
  private final List<WatchedFile> open = new ArrayList<>();
  private boolean sameIdentity;
  private String awaited = "";
  private Runnable happens = () -> {};

  WatchedFiles(FileLayer layer) {
    this.layer = layer;
  }

  /** Lets something happen, once, just before the next operation that begins with these words. */
  void meanwhile(String operation, Runnable happening) {
    awaited = operation;
    happens = happening;
  }

  /** Gives all files one identity, as a file system may give a new file that of a deleted one. */
  void giveOneIdentity() {
    sameIdentity = true;
  }

  /** The operations of these kinds so far, each with its path and its numbers, in order. */
  List<String> done(String... kinds) {
    List<String> wanted = List.of(kinds);
    return done.stream()
        .filter(operation -> wanted.contains(operation.substring(0, operation.indexOf(' '))))
        .toList();
  }

  /** Begins a new list of what was done. */
  void forget() {
    done.clear();
  }

  /** The paths of the files that are open, sorted. */
  List<String> open() {
    return open.stream().map(file -> file.path).sorted().toList();
  }

  private void note(String operation) {
    done.add(operation);
    if (!awaited.isEmpty() && operation.startsWith(awaited)) {
      awaited = "";
      happens.run();
    }
  }

  private OpenFile opened(String path, OpenFile file) {
    WatchedFile watched = new WatchedFile(path, file);
    open.add(watched);
    return watched;
  }

  @Override
  public Lock lock(String folder) {
    note("lock " + folder);
    return layer.lock(folder);
  }

  @Override
  public boolean exists(String path) {
    note("exists " + path);
    return layer.exists(path);
  }

  @Override
  public @Nullable Object identity(String path) throws IOException {
    note("identity " + path);
    Object identity = layer.identity(path);
    return sameIdentity && identity != null ? "the same" : identity;
  }

  @Override
  public List<String> list(String folder) throws IOException {
    note("list " + folder);
    return layer.list(folder);
  }

  @Override
  public void createFolder(String folder) throws IOException {
    note("createFolder " + folder);
    layer.createFolder(folder);
  }

  @Override
  public OpenFile create(String path) throws IOException {
    note("create " + path);
    return opened(path, layer.create(path));
  }

  @Override
  public OpenFile openForWriting(String path) throws IOException {
    note("openForWriting " + path);
    return opened(path, layer.openForWriting(path));
  }

  @Override
  public OpenFile openForReading(String path) throws IOException {
    note("openForReading " + path);
    return opened(path, layer.openForReading(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    note("rename " + from + " " + to);
    layer.rename(from, to);
    for (WatchedFile file : open) {
      file.path = file.path.equals(from) ? to : file.path;
    }
  }

  @Override
  public void delete(String path) throws IOException {
    note("delete " + path);
    layer.delete(path);
  }

  @Override
  public void deleteFolderIfEmpty(String folder) throws IOException {
    note("deleteFolderIfEmpty " + folder);
    layer.deleteFolderIfEmpty(folder);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    note("syncFolder " + folder);
    layer.syncFolder(folder);
  }

  private final class WatchedFile implements OpenFile {
    private final OpenFile file;
    private String path;

    WatchedFile(String path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long offset, byte[] target, int at, int length) throws IOException {
      note("read " + path + " " + offset + " " + length);
      return file.read(offset, target, at, length);
    }

    @Override
    public void write(long offset, byte[] source, int at, int length) throws IOException {
      note("write " + path + " " + offset + " " + length);
      file.write(offset, source, at, length);
    }

    @Override
    public void preallocate(long newSize) throws IOException {
      note("preallocate " + path + " " + newSize);
      file.preallocate(newSize);
    }

    @Override
    public void reserve(long newSize) throws IOException {
      note("reserve " + path + " " + newSize);
      file.reserve(newSize);
    }

    @Override
    public void truncate(long newSize) throws IOException {
      note("truncate " + path + " " + newSize);
      file.truncate(newSize);
    }

    @Override
    public void force() throws IOException {
      note("force " + path);
      file.force();
    }

    @Override
    public void close() throws IOException {
      note("close " + path);
      open.remove(this);
      file.close();
    }
  }
}
