package dev.pawl.files.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what is durable. Each changing operation can be made to fail, to lack
 * space, or to be the last one before a crash; {@link #afterCrash} gives one of the disks that a
 * power cut may leave. For one thread.
 */
public final class SimulatedDisk implements FileLayer {
  private final Map<String, Lock> locks = new ConcurrentHashMap<>();
  private final NavigableMap<String, SimulatedFile> files = new TreeMap<>();
  private final TreeSet<String> folders = new TreeSet<>();
  private final List<NameChange> unsynced = new ArrayList<>();
  private NavigableMap<String, SimulatedFile> durableFiles = new TreeMap<>();
  private TreeSet<String> durableFolders = new TreeSet<>();
  private Faults faults = Faults.NONE;
  private long capacity = Long.MAX_VALUE;
  private long operations;

  /** Decides what goes wrong; called before each changing operation, from 1 on. */
  public interface Faults {
    Faults NONE = (number, operation, path) -> {};

    /** Throws to let the operation fail, or to stop the world before it. */
    void before(long number, String operation, String path) throws IOException;
  }

  /** The end of the process: no operation comes after it. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What a power cut leaves of bytes that were not flushed and of names that were not synced. */
  public enum Left {
    NOTHING,
    ALL,
    /** What came first, and of the last change a part. */
    TORN,
    /** Any names and any sectors, whatever came first. */
    REORDERED
  }

  private record NameChange(String folder, Runnable onDurable) {}

  /** Lets operations go wrong from now on. */
  public void setFaults(Faults faults) {
    this.faults = faults;
  }

  /** From the operation with this number on, counted from now, nothing happens any more. */
  public void crashAfter(long later) {
    long last = operations + later;
    faults =
        (number, operation, path) -> {
          if (number > last) {
            throw new Crash();
          }
        };
  }

  /** The operation with this number, counted from now, fails once. */
  public void failAt(long later) {
    long failing = operations + later;
    faults =
        (number, operation, path) -> {
          if (number == failing) {
            throw new IOException("injected at " + operation + " of " + path);
          }
        };
  }

  /** How many bytes fit in; without bound at first. */
  public void setCapacity(long bytes) {
    capacity = bytes;
  }

  /** The bytes of all files. */
  public long used() {
    return files.values().stream().mapToLong(SimulatedFile::length).sum();
  }

  /** How many changing operations were begun. */
  public long operations() {
    return operations;
  }

  void begin(String operation, String path) throws IOException {
    operations++;
    faults.before(operations, operation, path);
  }

  void requireSpace(long more) throws IOException {
    if (used() + more > capacity) {
      throw new IOException("No space left on device");
    }
  }

  /** One of the disks that a power cut now may leave. */
  public SimulatedDisk afterCrash(RandomGenerator random) {
    return afterCrash(Left.values()[random.nextInt(Left.values().length)], random);
  }

  /** One of the disks that a power cut now may leave, of a kind. */
  public SimulatedDisk afterCrash(Left left, RandomGenerator random) {
    int kept =
        switch (left) {
          case NOTHING -> 0;
          case ALL, REORDERED -> unsynced.size();
          case TORN -> random.nextInt(unsynced.size() + 1);
        };
    for (NameChange change : unsynced.subList(0, kept)) {
      if (left != Left.REORDERED || random.nextBoolean()) {
        change.onDurable().run();
      }
    }
    SimulatedDisk disk = new SimulatedDisk();
    disk.folders.addAll(durableFolders);
    durableFiles.forEach((path, file) -> {
      if (durableFolders.contains(folder(path))) {
        disk.files.put(path, file.afterCrash(disk, left, random));
      }
    });
    disk.durableFiles = new TreeMap<>(disk.files);
    disk.durableFolders = new TreeSet<>(disk.folders);
    return disk;
  }

  /** A disk with the same bytes, all of them durable. */
  SimulatedDisk copy() {
    SimulatedDisk disk = new SimulatedDisk();
    disk.folders.addAll(folders);
    files.forEach(
        (path, file) -> disk.files.put(path, new SimulatedFile(disk, path, file.bytes())));
    disk.durableFiles = new TreeMap<>(disk.files);
    disk.durableFolders = new TreeSet<>(disk.folders);
    return disk;
  }

  byte[] bytes(String path) {
    return Objects.requireNonNull(files.get(path)).bytes();
  }

  void setBytes(String path, byte[] bytes) {
    files.put(path, new SimulatedFile(this, path, bytes));
  }

  void remove(String path) {
    files.remove(path);
  }

  @Override
  public Lock lock(String folder) {
    return locks.computeIfAbsent(folder, name -> new ReentrantLock());
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path) || folders.contains(path);
  }

  @Override
  public @Nullable Object identity(String path) {
    return files.get(path);
  }

  @Override
  public List<String> list(String folder) {
    if (folder.isEmpty()) {
      return List.copyOf(folders);
    }
    return files.keySet().stream()
        .filter(path -> folder(path).equals(folder))
        .map(path -> path.substring(folder.length() + 1))
        .toList();
  }

  @Override
  public void createFolder(String folder) throws IOException {
    begin("createFolder", folder);
    if (folders.add(folder)) {
      unsynced.add(new NameChange("", () -> durableFolders.add(folder)));
    }
    syncFolder("");
  }

  @Override
  public OpenFile create(String path) throws IOException {
    begin("create", path);
    SimulatedFile file = new SimulatedFile(this, path, new byte[0]);
    files.put(path, file);
    unsynced.add(new NameChange(folder(path), () -> durableFiles.put(path, file)));
    return file;
  }

  @Override
  public OpenFile openForWriting(String path) throws IOException {
    return openForReading(path);
  }

  @Override
  public OpenFile openForReading(String path) throws IOException {
    SimulatedFile file = files.get(path);
    if (file == null) {
      throw new NoSuchFileException(path);
    }
    return file;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    begin("rename", to);
    SimulatedFile file = Objects.requireNonNull(files.remove(from));
    files.put(to, file);
    unsynced.add(
        new NameChange(
            folder(to),
            () -> {
              durableFiles.remove(from);
              durableFiles.put(to, file);
            }));
  }

  @Override
  public void delete(String path) throws IOException {
    if (files.containsKey(path)) {
      begin("delete", path);
      files.remove(path);
      unsynced.add(new NameChange(folder(path), () -> durableFiles.remove(path)));
    }
  }

  @Override
  public void deleteFolderIfEmpty(String folder) throws IOException {
    if (list(folder).isEmpty() && folders.contains(folder)) {
      begin("deleteFolder", folder);
      folders.remove(folder);
      unsynced.add(new NameChange("", () -> durableFolders.remove(folder)));
    }
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    begin("syncFolder", folder);
    for (NameChange change : List.copyOf(unsynced)) {
      if (change.folder().equals(folder)) {
        change.onDurable().run();
        unsynced.remove(change);
      }
    }
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.indexOf('/')));
  }
}
