package dev.pawl.app.soak;

import dev.pawl.graph.TaskContext;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The ledger outside Pawl: each execution writes one line when it begins, to a file of its process.
 * A kill -9 loses nothing of what was written.
 */
final class Effects {
  /** The system property that names the folder. */
  static final String FOLDER = "pawl.soak.effects";

  private static final String END = ".";
  private static final RandomGenerator NONCES = RandomGenerator.getDefault();

  private Effects() {}

  /**
   * One execution.
   *
   * @param key what the handler would give to others, to do a thing once
   * @param nonce drawn by the execution
   * @param millis wall-clock time of its begin
   */
  record Effect(
      String key, String run, String step, int index, int attempt, long nonce, long millis) {}

  /** The file of this process. */
  private static final class Own {
    static final OutputStream FILE = open();

    private static OutputStream open() {
      String folder = System.getProperty(FOLDER);
      if (folder == null) {
        throw new IllegalStateException(
            "a process of pawl soak should be told its folder by -D" + FOLDER + ", found nothing");
      }
      try {
        return new FileOutputStream(
            Path.of(folder, "effects-" + ProcessHandle.current().pid() + ".txt").toFile(), true);
      } catch (IOException e) {
        throw new IllegalStateException("the ledger cannot be opened in " + folder, e);
      }
    }
  }

  /** Writes the line of an execution, in one piece, and gives its nonce. */
  static long note(TaskContext context) throws IOException {
    long nonce;
    synchronized (NONCES) {
      nonce = NONCES.nextLong();
    }
    String line =
        String.join(
            " ",
            context.idempotencyKey(),
            context.run(),
            context.step(),
            Integer.toString(context.index()),
            Integer.toString(context.attempt()),
            Long.toString(nonce),
            Long.toString(System.currentTimeMillis()),
            END);
    Own.FILE.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    return nonce;
  }

  /** Hands over all whole lines of a folder, those of a process in their order. */
  static void each(Path folder, Consumer<Effect> taker) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] words = line.split(" ", -1);
          if (words.length == 8 && words[7].equals(END)) {
            taker.accept(effect(words));
          }
        }
      }
    }
  }

  private static Effect effect(String[] words) {
    return new Effect(
        words[0],
        words[1],
        words[2],
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]));
  }
}
