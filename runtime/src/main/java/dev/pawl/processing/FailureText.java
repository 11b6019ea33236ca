package dev.pawl.processing;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a failed attempt for people, in at most {@value #LONGEST} characters. */
final class FailureText {
  static final int LONGEST = 4_000;
  private static final int LONGEST_MESSAGE = 1_000;
  private static final int LONGEST_CAUSES = 3_000;
  private static final int MOST_CAUSES = 5;
  private static final int FRAMES = 5;

  private FailureText() {}

  /** The exception with its causes and a few frames of each, then the last lines of the log. */
  static String of(Throwable failure, List<String> log) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES && seen.add(cause); depth++) {
      describe(cause, depth == 0 ? "" : "\ncaused by ", text);
      cause = cause.getCause();
    }
    return withLog(shortened(text.toString(), LONGEST_CAUSES), log);
  }

  /** A reason, then as many of the last lines of the log as there is room for. */
  static String withLog(String reason, List<String> log) {
    StringBuilder lines = new StringBuilder();
    int room = LONGEST - Math.min(reason.length(), LONGEST) - "\nlog:".length();
    for (int i = log.size() - 1; i >= 0 && lines.length() + log.get(i).length() + 1 <= room; i--) {
      lines.insert(0, "\n" + log.get(i));
    }
    return lines.isEmpty() ? shortened(reason, LONGEST) : reason + "\nlog:" + lines;
  }

  private static void describe(Throwable failure, String prefix, StringBuilder text) {
    text.append(prefix).append(failure.getClass().getName());
    String message = message(failure);
    if (message != null) {
      text.append(": ").append(shortened(message, LONGEST_MESSAGE));
    }
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      text.append("\n  at ").append(frames[i]);
    }
  }

  /** Messages are made by users' code, which may fail at that too. */
  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException e) {
      return "its message cannot be told: " + e.getClass().getName();
    }
  }

  private static String shortened(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
