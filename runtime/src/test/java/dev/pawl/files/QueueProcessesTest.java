package dev.pawl.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes compete over a folder, and some of them are killed. */
class QueueProcessesTest {
  private static final Duration SHORT_LEASE = Duration.ofMillis(500);
  private static final Duration LONG_LEASE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  @Guarantee({"Q1", "Q3", "Q6"})
  @Acceptance({"M01", "M02", "L07"})
  void nothingIsLostWhenSendersAndConsumersAreKilled() throws Exception {
    List<Process> consumers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      consumers.add(start("consume", 0, SHORT_LEASE));
    }
    for (int round = 1; round <= 3; round++) {
      Process sender = start("send", round * 1_000_000, SHORT_LEASE);
      int enough = round * 300;
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> numbers("consume").size() >= enough && numbers("send").size() >= enough);
      kill(consumers.removeFirst());
      consumers.add(start("consume", 0, SHORT_LEASE));
      kill(sender);
    }

    Set<String> sent = numbers("send");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(numbers("consume")).containsAll(sent));
    try (TaskQueue queue =
        new FileTaskQueue(
            folder.resolve("queue"), FileQueueOptions.defaults().withLease(SHORT_LEASE))) {
      Awaitility.await().atMost(PATIENCE).until(() -> queue.depth("work") == 0);
      assertThat(queue.deadLetters("work", 10)).isEmpty();
    }
  }

  @Test
  @Guarantee("Q2")
  @Acceptance("M01")
  void ofCompetingProcessesExactlyOneGetsAMessage() throws Exception {
    try (TaskQueue queue =
        new FileTaskQueue(
            folder.resolve("queue"), FileQueueOptions.defaults().withLease(LONG_LEASE))) {
      for (int i = 0; i < 3; i++) {
        start("consume", 0, LONG_LEASE);
      }
      int messages = 3_000;
      for (int i = 0; i < messages; i += 100) {
        queue.send(
            "work",
            IntStream.range(i, i + 100)
                .mapToObj("%08d"::formatted)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
      }
      Awaitility.await().atMost(PATIENCE).until(() -> numbers("consume").size() == messages);

      assertThat(lines("consume")).hasSize(messages).doesNotHaveDuplicates();
    }
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly().waitFor();
  }

  private Process start(String role, int first, Duration lease) throws IOException {
    String notes = folder.resolve(role + "-" + processes.size() + ".txt").toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                classPath(),
                QueueContender.class.getName(),
                role,
                folder.resolve("queue").toString(),
                notes,
                Integer.toString(first),
                Long.toString(lease.toMillis()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  private static String classPath() {
    return Stream.of(QueueContender.class, FileTaskQueue.class, TaskQueue.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Set<String> numbers(String role) throws IOException {
    return new HashSet<>(lines(role));
  }

  /** What processes of a role wrote down, without a line that a kill cut off. */
  private List<String> lines(String role) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith(role)).toList()) {
        Files.readString(file).lines().filter(line -> line.length() == 8).forEach(lines::add);
      }
    }
    return lines;
  }
}
