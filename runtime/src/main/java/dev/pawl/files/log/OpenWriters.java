package dev.pawl.files.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Keeps the number of open files bounded: the stream that was not written for the longest time is
 * closed. Safe for use by many threads.
 */
final class OpenWriters {
  private final FileLayer layer;
  private final int maximum;
  private final Map<String, StreamWriter> writers = new LinkedHashMap<>(16, 0.75f, true);

  OpenWriters(FileLayer layer, int maximum) {
    this.layer = layer;
    this.maximum = maximum;
  }

  /**
   * Says that a stream was written just now; its lock must not be held, because those of others are
   * taken.
   */
  void touch(StreamWriter writer) {
    for (StreamWriter idle : put(writer)) {
      Lock lock = layer.lock(idle.stream());
      if (lock.tryLock()) {
        try {
          idle.release();
        } catch (IOException ignored) {
          // All of it is durable: no more than the space behind its end is kept.
        } finally {
          lock.unlock();
        }
      } else {
        add(idle);
      }
    }
  }

  private synchronized void add(StreamWriter writer) {
    writers.put(writer.stream(), writer);
  }

  private synchronized List<StreamWriter> put(StreamWriter writer) {
    writers.put(writer.stream(), writer);
    List<StreamWriter> idle = new ArrayList<>();
    var eldest = writers.values().iterator();
    for (int surplus = writers.size() - maximum; surplus > 0; surplus--) {
      idle.add(eldest.next());
      eldest.remove();
    }
    return idle;
  }

  synchronized void forget(String stream) {
    writers.remove(stream);
  }
}
