package dev.pawl.files.log;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;

/**
 * Streams of events in files of this machine: {@code <root>/<stream>/events-000001.log} and so on,
 * private to the user. The format and the rules of recovery are in
 * docs/reference/event-log-format.md. Safe for use by many threads, and by other processes that
 * read; that only one process writes is what {@link HomeLock} sees to.
 *
 * <p>After a write or a flush has failed, its stream takes no more appends, the outcome of that
 * append is not known, and {@link #mustStop} tells so: the process should exit, and the next one
 * will see what the disk has.
 */
public final class FileEventStore implements EventStore {
  private static final int FEWEST_READERS = 1_000;

  private final FileLayer layer;
  private final FlushThreads threads;

  /** Threads of their own: an append does not wait until many new streams are there. */
  private final FlushThreads takeoverThreads;

  private final StreamTakeover takeover;
  private final OpenWriters open;
  private final Map<String, StreamWriter> writers = new ConcurrentHashMap<>();
  private final Map<String, StreamReader> readers = new ConcurrentHashMap<>();
  private volatile Optional<PortFailure.Unavailable> broken = Optional.empty();

  FileEventStore(
      FileLayer layer,
      FileEventStoreSettings settings,
      FlushThreads threads,
      FlushThreads takeoverThreads,
      RandomGenerator salts) {
    this.layer = layer;
    this.threads = threads;
    this.takeoverThreads = takeoverThreads;
    this.takeover = new StreamTakeover(layer, settings, salts);
    this.open = new OpenWriters(layer, settings.openFiles());
  }

  /**
   * Opens the streams below a folder, which is created where it does not exist.
   *
   * @throws PortFailure.Unavailable where the folder cannot be created or read
   */
  public static FileEventStore open(Path root, FileEventStoreSettings settings) {
    try {
      return new FileEventStore(
          new DiskFileLayer(root),
          settings,
          FlushThreads.of("events", settings.flushThreads()),
          FlushThreads.of("takeovers", settings.flushThreads()),
          new SecureRandom());
    } catch (IOException e) {
      throw unavailable("folder " + root + " should be there for the event log", e);
    }
  }

  /**
   * Opens the streams of a layer of files without threads of its own: the caller's writes, for
   * simulators.
   *
   * @param salts draws what tells the segments of one file name apart
   */
  public static FileEventStore over(
      FileLayer layer, FileEventStoreSettings settings, RandomGenerator salts) {
    return new FileEventStore(layer, settings, FlushThreads.none(), FlushThreads.none(), salts);
  }

  /** The same with {@link FileEventStoreSettings#defaults}. */
  public static FileEventStore open(Path root) {
    return open(root, FileEventStoreSettings.defaults());
  }

  /**
   * The first failed write or flush, after which this process should acknowledge nothing more and
   * exit.
   */
  public Optional<PortFailure.Unavailable> mustStop() {
    return broken;
  }

  @Override
  public long acquire(String stream) {
    Names.requireName(stream);
    long[] epoch = new long[1];
    takeoverThreads.run(() -> epoch[0] = locked(stream, () -> takeOver(stream)));
    return epoch[0];
  }

  @Override
  public List<AcquireOutcome> acquire(List<String> streams) {
    AcquireOutcome[] outcomes = new AcquireOutcome[streams.size()];
    takeoverThreads.forEach(
        outcomes.length,
        i ->
            outcomes[i] =
                AcquireOutcome.of(
                    streams.get(i),
                    stream -> locked(Names.requireName(stream), () -> takeOver(stream))));
    return Arrays.asList(outcomes);
  }

  private long takeOver(String stream) throws IOException {
    StreamWriter former = writers.remove(stream);
    if (former != null) {
      open.forget(stream);
      former.release();
    }
    StreamWriter writer = takeover.takeOver(stream);
    writers.put(stream, writer);
    readers.put(stream, writer.reader());
    return writer.reader().index().header().epoch();
  }

  @Override
  public List<AppendOutcome> append(List<AppendRequest> requests) {
    AppendOutcome[] outcomes = new AppendOutcome[requests.size()];
    Map<String, List<Integer>> byStream = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.length; i++) {
      byStream.computeIfAbsent(requests.get(i).stream(), stream -> new ArrayList<>(1)).add(i);
    }
    List<List<Integer>> groups = List.copyOf(byStream.values());
    threads.forEach(
        groups.size(),
        group -> {
          for (int i : groups.get(group)) {
            outcomes[i] = append(requests.get(i));
          }
        });
    return Arrays.asList(outcomes);
  }

  private AppendOutcome append(AppendRequest request) {
    String stream = request.stream();
    try {
      Names.requireName(stream);
      StreamWriter writer = writers.get(stream);
      if (writer == null) {
        throw new PortFailure.Fenced(
            "stream '"
                + stream
                + "' should have been acquired before an append, found no owner here");
      }
      long last = locked(stream, () -> writer.append(request));
      open.touch(writer);
      return new AppendOutcome.Appended(stream, last);
    } catch (PortFailure failure) {
      noteBroken(stream);
      return new AppendOutcome.Refused(stream, failure);
    }
  }

  private void noteBroken(String stream) {
    StreamWriter writer = writers.get(stream);
    PortFailure.Unavailable failure = writer == null ? null : writer.broken();
    if (failure != null && broken.isEmpty()) {
      broken = Optional.of(failure);
    }
  }

  @Override
  public List<StoredEvent> read(String stream, long fromPosition, int maximum) {
    Names.requireName(stream);
    EventStore.requireRange(stream, fromPosition, maximum);
    try {
      StreamWriter writer = writers.get(stream);
      if (writer != null && !writer.isFenced()) {
        List<StoredEvent> recent = writer.recent().read(fromPosition, maximum);
        return recent.isEmpty() ? writer.reader().read(fromPosition, maximum) : recent;
      }
      return reader(stream).refreshAndRead(fromPosition, maximum);
    } catch (IOException e) {
      throw unavailable("stream '" + stream + "' should be readable", e);
    }
  }

  @Override
  public long lastPosition(String stream) {
    Names.requireName(stream);
    try {
      StreamWriter writer = writers.get(stream);
      if (writer != null && !writer.isFenced()) {
        return writer.reader().index().lastPosition();
      }
      StreamReader reader = reader(stream);
      reader.refresh();
      return reader.index().lastPosition();
    } catch (IOException e) {
      throw unavailable("stream '" + stream + "' should be readable", e);
    }
  }

  private StreamReader reader(String stream) {
    if (readers.size() >= FEWEST_READERS + 2 * writers.size()) {
      readers.keySet().retainAll(writers.keySet());
    }
    return readers.computeIfAbsent(stream, name -> new StreamReader(layer, name));
  }

  @Override
  public List<String> streams() {
    try {
      return layer.list("").stream()
          .filter(FileEventStore::isName)
          .filter(this::hasEvents)
          .toList();
    } catch (IOException e) {
      throw unavailable("the folder of the event log should be readable", e);
    }
  }

  /** Other files may lie beside the folders of streams. */
  private static boolean isName(String file) {
    try {
      return !Names.requireName(file).isEmpty();
    } catch (PortFailure.Invalid e) {
      return false;
    }
  }

  /** A damaged stream has events: it is listed, so that somebody looks at it. */
  private boolean hasEvents(String stream) {
    try {
      return lastPosition(stream) > 0;
    } catch (PortFailure.Corrupt e) {
      return true;
    }
  }

  @Override
  public void delete(String stream) {
    Names.requireName(stream);
    threads.run(() ->
        locked(
            stream,
            () -> {
              StreamWriter writer = writers.remove(stream);
              readers.remove(stream);
              open.forget(stream);
              if (writer != null) {
                writer.release();
              }
              StreamDeletion.delete(layer, stream);
              return 0L;
            }));
  }

  @Override
  public void close() {
    List<StreamWriter> all = List.copyOf(writers.values());
    writers.clear();
    readers.clear();
    threads.forEach(
        all.size(),
        i ->
            locked(
                all.get(i).stream(),
                () -> {
                  all.get(i).release();
                  return 0L;
                }));
    threads.close();
    takeoverThreads.close();
  }

  private long locked(String stream, Action action) {
    Lock lock = layer.lock(stream);
    lock.lock();
    try {
      return action.run();
    } catch (IOException e) {
      throw unavailable("stream '" + stream + "' should be writable", e);
    } finally {
      lock.unlock();
    }
  }

  static PortFailure.Unavailable unavailable(String expected, IOException found) {
    return new PortFailure.Unavailable(expected + ", found: " + found, found);
  }

  private interface Action {
    long run() throws IOException;
  }
}
