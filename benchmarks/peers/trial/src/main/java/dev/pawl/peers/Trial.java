package dev.pawl.peers;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measures a {@link Peer}, and prints one line of JSON as {@code pawl bench} does. A tenth of the
 * tasks goes before, unmeasured: start-up and the first compilation are not what is compared.
 */
public final class Trial {
  private Trial() {}

  /** Opens a peer. */
  public interface Opening {
    Peer open() throws Exception;
  }

  /**
   * Measures, prints, and ends the process: some peers leave threads behind.
   *
   * @param arguments how many tasks to fan out, and how many to chain
   */
  public static void main(String[] arguments, Opening opening) throws Exception {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "expected two numbers, tasks to fan out and tasks to chain, found "
              + Arrays.toString(arguments));
    }
    int tasks = Integer.parseInt(arguments[0]);
    int links = Integer.parseInt(arguments[1]);
    try (Peer peer = opening.open()) {
      System.out.println(measure(peer, tasks, links));
      System.out.flush();
    }
    System.exit(0);
  }

  static String measure(Peer peer, int tasks, int links) throws Exception {
    peer.fanOut(Math.max(1, tasks / 10));
    peer.chain(Math.max(1, links / 10));
    long start = System.nanoTime();
    peer.fanOut(tasks);
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = peer.chain(links);
    if (sorted.length != links) {
      throw new IllegalStateException("expected " + links + " times, found " + sorted.length);
    }
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "{\"tasks\":%d,\"seconds\":%.3f,\"tasksPerSecond\":%.0f,\"chain\":%d,"
            + "\"p50Micros\":%.1f,\"p99Micros\":%.1f}",
        tasks,
        seconds,
        tasks / seconds,
        links,
        percentile(sorted, 50) / 1e3,
        percentile(sorted, 99) / 1e3);
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
