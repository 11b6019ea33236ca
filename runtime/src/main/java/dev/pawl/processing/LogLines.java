package dev.pawl.processing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines that a handler logged: at most 50, of at most 200 characters each. Safe for use by
 * many threads.
 */
final class LogLines {
  private static final int MOST_LINES = 50;
  private static final int LONGEST_LINE = 200;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 1) + "…" : line);
  }

  /** Oldest first. */
  synchronized List<String> last() {
    return List.copyOf(lines);
  }
}
