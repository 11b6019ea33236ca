package dev.pawl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.testkit.Guarantee;
import dev.pawl.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the files of a queue look like from outside, and whose clock decides that a holder is dead.
 */
class QueueFilesTest {
  private static final Duration LEASE = Duration.ofHours(1);

  @TempDir Path folder;

  @Test
  @Guarantee("Q3")
  void aClaimGoesBackWhenTheObserversOwnClockHasSeenTheCounterStandStillForTheLease()
      throws Exception {
    VirtualClock time = new VirtualClock();
    FileTaskQueue holder = new FileTaskQueue(folder, FileQueueOptions.defaults().withLease(LEASE));
    holder.send("work", List.of(new byte[1]));
    assertThat(holder.receive("work", 1, Duration.ZERO)).hasSize(1);
    holder.abandon();
    try (TaskQueue observer =
        new FileTaskQueue(
            folder, FileQueueOptions.defaults().withLease(LEASE).withNanoTime(time::nanoTime))) {
      assertThat(observer.receive("work", 1, Duration.ZERO)).isEmpty();
      time.advance(LEASE.minusSeconds(1));
      assertThat(observer.receive("work", 1, Duration.ZERO)).isEmpty();
      time.advance(LEASE.dividedBy(10).plusSeconds(1));

      assertThat(observer.receive("work", 1, Duration.ZERO))
          .singleElement()
          .satisfies(again -> assertThat(again.count()).isEqualTo(2));
    }
  }

  @Test
  @Guarantee("Q2")
  void aCounterThatRisesKeepsTheClaimHoweverFarTheObserversClockJumps() throws Exception {
    VirtualClock time = new VirtualClock();
    FileQueueOptions beating = FileQueueOptions.defaults().withLease(Duration.ofMillis(100));
    try (TaskQueue holder = new FileTaskQueue(folder, beating);
        TaskQueue observer =
            new FileTaskQueue(
                folder,
                FileQueueOptions.defaults().withLease(LEASE).withNanoTime(time::nanoTime))) {
      holder.send("work", List.of(new byte[1]));
      assertThat(holder.receive("work", 1, Duration.ZERO)).hasSize(1);
      for (int i = 0; i < 5; i++) {
        awaitBeat();
        assertThat(observer.receive("work", 1, Duration.ZERO)).isEmpty();
        time.advance(LEASE.minusSeconds(1));
      }
    }
  }

  private void awaitBeat() throws IOException {
    Map<Path, Long> before = counters();
    Awaitility.await()
        .until(() ->
            counters().entrySet().stream()
                    .filter(now -> !now.getValue().equals(before.get(now.getKey())))
                    .count()
                > 0);
  }

  private Map<Path, Long> counters() throws IOException {
    Map<Path, Long> counters = new HashMap<>();
    for (Path opening : filesIn(folder.resolve("openings"))) {
      counters.put(opening, Heartbeat.read(opening));
    }
    return counters;
  }

  @Test
  void noFolderHoldsMoreThanAThousandMessagesAndEmptyOnesGo() throws Exception {
    int messages = 5_000;
    try (TaskQueue queue =
        new FileTaskQueue(folder, FileQueueOptions.defaults().withDurable(false))) {
      for (int i = 0; i < messages; i += 250) {
        queue.send("work", Collections.nCopies(250, new byte[10]));
      }
      assertThat(queue.depth("work")).isEqualTo(messages);
      try (Stream<Path> buckets = Files.list(folder.resolve("queues/work/ready"))) {
        assertThat(buckets)
            .allSatisfy(bucket -> assertThat(filesIn(bucket)).hasSizeLessThanOrEqualTo(1_000));
      }
      int received = 0;
      while (received < messages) {
        List<Delivery> some = queue.receive("work", 100, Duration.ZERO);
        assertThat(some).isNotEmpty();
        queue.settle(some, new Settlement.Acknowledge());
        received += some.size();
      }
      assertThat(queue.receive("work", 1, Duration.ZERO)).isEmpty();

      assertThat(filesIn(folder.resolve("queues"))).isEmpty();
      try (Stream<Path> buckets = Files.list(folder.resolve("queues/work/ready"))) {
        assertThat(buckets).hasSizeLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void messagesOfOneSenderComeInTheirOrder() throws Exception {
    try (TaskQueue queue =
        new FileTaskQueue(folder, FileQueueOptions.defaults().withDurable(false))) {
      for (int i = 0; i < 200; i += 2) {
        queue.send("work", List.of(new byte[] {(byte) i}, new byte[] {(byte) (i + 1)}));
      }
      List<Integer> order = new ArrayList<>();
      while (order.size() < 200) {
        queue
            .receive("work", 30, Duration.ZERO)
            .forEach(delivery -> order.add(delivery.body()[0] & 0xff));
      }

      assertThat(order).isSorted();
    }
  }

  @Test
  @Guarantee("Q9")
  void everyDamagedByteOfAMessageIsFoundOutAndKeptAside() throws Exception {
    Set<String> bodies = new HashSet<>();
    try (TaskQueue queue =
        new FileTaskQueue(folder, FileQueueOptions.defaults().withDurable(false))) {
      queue.send("work", List.of(new byte[20]));
      Path message = filesIn(folder.resolve("queues")).getFirst();
      byte[] whole = Files.readAllBytes(message);
      Files.delete(message);
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= 0x10;
        Path planted =
            folder.resolve(
                "queues/work/ready/"
                    + QueueFolder.RETURNED
                    + "/%012x-%016x-%06x.0000.1".formatted(i, i, i));
        Files.write(planted, damaged);
      }
      for (Delivery delivery : queue.receive("work", 100, Duration.ZERO)) {
        bodies.add(HexFormat.of().formatHex(delivery.body()));
      }

      // The fourth byte of the number of messages says 16 more than there are, and no table for
      // them: nothing else is delivered.
      assertThat(bodies).isEmpty();
      assertThat(queue.deadLetters("work", 100)).hasSize(whole.length);
    }
  }

  @Test
  @Guarantee("Q9")
  void foreignFilesAreKeptAside() throws Exception {
    try (TaskQueue queue = new FileTaskQueue(folder)) {
      queue.send("work", List.of(new byte[] {1}));
      Files.writeString(folder.resolve("queues/work/ready/notes.txt"), "notes");
      Files.writeString(
          folder.resolve("queues/work/ready/" + QueueFolder.RETURNED + "/.DS_Store"), "desktop");
      Files.createSymbolicLink(
          folder.resolve("queues/work/ready/" + QueueFolder.RETURNED + "/link"),
          folder.resolve("identity"));

      assertThat(queue.receive("work", 1, Duration.ofSeconds(10))).hasSize(1);
      assertThat(queue.receive("work", 1, Duration.ZERO)).isEmpty();
      assertThat(queue.deadLetters("work", 10))
          .extracting(letter -> new String(letter.body(), StandardCharsets.UTF_8))
          .containsExactlyInAnyOrder("notes", "desktop", "");
    }
  }

  @Test
  void filesAndFoldersArePrivate() throws Exception {
    try (TaskQueue queue = new FileTaskQueue(folder.resolve("queue"))) {
      queue.send("work", List.of(new byte[1], new byte[2]));
      try (Stream<Path> all = Files.walk(folder.resolve("queue"))) {
        for (Path path : all.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> new FileTaskQueue(file))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aConsumerThatClosesLeavesNoTrace() throws Exception {
    try (TaskQueue queue = new FileTaskQueue(folder)) {
      queue.send("work", List.of(new byte[1]));
      queue.settle(queue.receive("work", 1, Duration.ofSeconds(10)), new Settlement.Acknowledge());
    }

    assertThat(filesIn(folder)).containsExactly(folder.resolve("identity"));
    assertThat(folder.resolve("queues/work/claimed")).isEmptyDirectory();
  }

  private static List<Path> filesIn(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
