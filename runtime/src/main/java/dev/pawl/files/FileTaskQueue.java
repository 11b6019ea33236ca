package dev.pawl.files;

import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Queues in a folder that several processes, on one machine or on a shared disk, compete over.
 * {@code docs/reference/file-queue.md} describes the files.
 *
 * <p>Each instance is one consumer, with a daemon thread that shows that it lives. Order is that of
 * sending within one sender, and within seconds among several. A waiting receiver looks for
 * messages after a hundredth of the time for which it has been idle, 1 to 20 ms, and at once when
 * they are sent through the same instance. Safe for use by many threads; an interrupt does no harm
 * to files.
 */
public final class FileTaskQueue implements TaskQueue {
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Place place;
  private final Capabilities capabilities;
  private final Heartbeat heartbeat;
  private final LeaseWatch watch;
  private final Arrivals arrivals = new Arrivals();
  private final Map<String, FileQueue> queues = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Opens a folder with {@link FileQueueOptions#defaults}. */
  public FileTaskQueue(Path folder) {
    this(folder, FileQueueOptions.defaults());
  }

  /**
   * Opens a folder, creating it where it does not exist.
   *
   * @throws PortFailure.Unavailable where the folder cannot be read and written
   */
  public FileTaskQueue(Path folder, FileQueueOptions options) {
    try {
      place = Place.open(folder, options);
      capabilities =
          new Capabilities(
              options.durable(), options.maximumBytes(), options.lease(), place.identity());
      Path openings = place.openings();
      watch = new LeaseWatch(openings, place.opening(), options);
      heartbeat = new Heartbeat(openings.resolve(place.opening()), options);
      heartbeat.start();
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("open the queue", folder, failed);
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void send(String queue, List<byte[]> messages) {
    requireOpen();
    FileQueue target = queue(queue);
    for (byte[] message : messages) {
      if (message.length > capabilities.maximumBytes()) {
        throw new PortFailure.Invalid(
            "a message of queue "
                + queue
                + " should have at most "
                + capabilities.maximumBytes()
                + " bytes, found "
                + message.length);
      }
    }
    try {
      target.send(messages);
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("send to queue " + queue, place.root(), failed);
    }
    arrivals.tell();
  }

  @Override
  public List<Delivery> receive(String queue, int maximum, Duration wait)
      throws InterruptedException {
    requireOpen();
    FileQueue source = queue(queue);
    long remaining = wait.toNanos();
    long idle = 0;
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long known = arrivals.number();
      List<Delivery> found = closed ? List.of() : poll(queue, source, maximum);
      if (!found.isEmpty() || remaining <= 0 || closed) {
        return found;
      }
      long waited =
          arrivals.await(
              known, Math.min(remaining, Math.clamp(idle / 100, SHORTEST_PAUSE, LONGEST_PAUSE)));
      remaining -= waited;
      idle += waited;
    }
  }

  private List<Delivery> poll(String queue, FileQueue source, int maximum) {
    try {
      heartbeat.ensureFresh();
      return source.poll(maximum);
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("receive from queue " + queue, place.root(), failed);
    }
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    if (closed) {
      return;
    }
    try {
      for (Delivery delivery : deliveries) {
        queue(delivery.queue()).settle(delivery, settlement);
      }
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("settle deliveries", place.root(), failed);
    }
    if (settlement instanceof Settlement.Release) {
      arrivals.tell();
    }
  }

  @Override
  public long depth(String queue) {
    try {
      return queue(queue).depth();
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("count queue " + queue, place.root(), failed);
    }
  }

  @Override
  public List<DeadLetter> deadLetters(String queue, int maximum) {
    try {
      return queue(queue).deadLetters(maximum);
    } catch (IOException failed) {
      throw PrivateFiles.unavailable(
          "list the dead letters of queue " + queue, place.root(), failed);
    }
  }

  /**
   * Removes the folder of a queue that nobody will use again, such as one for a single answer. What
   * is still in it is kept.
   */
  public void remove(String queue) {
    Names.requireName(queue);
    queues.remove(queue);
    try {
      QueueFolder.remove(place.queues(), queue, place.opening());
    } catch (IOException failed) {
      throw PrivateFiles.unavailable("remove queue " + queue, place.root(), failed);
    }
  }

  /**
   * Gives unsettled deliveries back at once, with a higher count; waiting receivers return without
   * any.
   */
  @Override
  public void close() {
    closed = true;
    arrivals.tell();
    try {
      for (FileQueue queue : queues.values()) {
        queue.close();
      }
      heartbeat.close();
    } catch (IOException failed) {
      heartbeat.abandon();
      throw PrivateFiles.unavailable("give deliveries back", place.root(), failed);
    }
  }

  /** Ends as a killed process does: nothing is given back, and the heartbeat stops. */
  void abandon() {
    closed = true;
    heartbeat.abandon();
    arrivals.tell();
  }

  private FileQueue queue(String name) {
    FileQueue known = queues.get(name);
    if (known != null) {
      return known;
    }
    Names.requireName(name);
    synchronized (queues) {
      FileQueue found = queues.get(name);
      if (found == null) {
        try {
          found = new FileQueue(name, place, watch);
        } catch (IOException failed) {
          throw PrivateFiles.unavailable("open queue " + name, place.root(), failed);
        }
        queues.put(name, found);
      }
      return found;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the queue in " + place.root() + " was closed");
    }
  }
}
