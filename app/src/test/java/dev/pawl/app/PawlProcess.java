package dev.pawl.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The command in a process of its own, started from the class path of the tests. */
final class PawlProcess implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private PawlProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The command, in a small JVM that starts fast. */
  static PawlProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, List.of(), List.of("-Xmx128m"), arguments);
  }

  /**
   * The command.
   *
   * @param folder where what it says is kept
   * @param before words before the JVM's own, such as a program that starts it
   */
  static PawlProcess start(
      Path folder, List<String> before, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", path, "dev.pawl.app.Main"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PAWL_") || name.equals("JAVA_TOOL_OPTIONS"));
    return new PawlProcess(builder.start(), out, err);
  }

  /**
   * Waits for a sign of what it does, given what it has said on its standard error, or for its end.
   */
  PawlProcess await(Predicate<String> sign) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> sign.test(err()) || !process.isAlive());
    return this;
  }

  /**
   * Ends it as a power cut would, unless it has ended by itself within the time; true if it was
   * killed.
   */
  boolean killAfter(Duration time) throws InterruptedException {
    if (process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    process.destroyForcibly().waitFor();
    return process.exitValue() == 128 + 9;
  }

  /** Waits for its end. */
  Said said() throws InterruptedException {
    if (!process.waitFor(PATIENCE.multipliedBy(3).toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(
          "the process should have ended, found it running; it said: " + err());
    }
    return new Said(process.exitValue(), text(out), err());
  }

  /** Ends it as SIGTERM and Ctrl-C do, without waiting. */
  PawlProcess stop() {
    process.destroy();
    return this;
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
