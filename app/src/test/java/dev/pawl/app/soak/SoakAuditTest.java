package dev.pawl.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.files.log.FileEventStore;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a soak finds what is wrong: a run that is sound, and then hurt in one way each. */
class SoakAuditTest {
  private static final int TASKS = 300;
  private static final RunId RUN = new RunId("soak-1");

  @TempDir static Path original;
  @TempDir Path folder;
  private SoakPlaces places = new SoakPlaces(Path.of(""));

  @BeforeAll
  static void run() throws Exception {
    SoakPlaces places = SoakPlaces.in(original);
    System.setProperty(Effects.FOLDER, places.effects().toString());
    SoakProcess process = new SoakProcess();
    try (Engine engine =
        new Engine(
            places.home(),
            Definitions.of("test", process),
            HandlerFactory.constructors(),
            EngineSettings.defaults().withWorkers(2))) {
      engine.start(process, new SoakProcess.Request(TASKS), RUN.value()).await();
    }
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(original)) {
      for (Path one : all.filter(path -> !path.equals(original)).toList()) {
        Files.copy(one, folder.resolve(original.relativize(one)));
      }
    }
    places = new SoakPlaces(folder);
  }

  private SoakReport audit(int tasks, Long... kills) throws IOException {
    SoakAudit audit = new SoakAudit(places, tasks, List.of(kills), List.of());
    try (EventStore store = FileEventStore.open(places.home().runs())) {
      audit.check(store, RUN);
    }
    return audit.report(1, 0);
  }

  private void changeLedger(UnaryOperator<List<String>> change) throws IOException {
    try (Stream<Path> files = Files.list(places.effects())) {
      Path file = files.findFirst().orElseThrow();
      Files.write(file, change.apply(new ArrayList<>(Files.readAllLines(file))));
    }
  }

  @Test
  void aRunThatNobodyHurtIsSound() throws IOException {
    SoakReport report = audit(TASKS);

    assertThat(report.violations()).isEmpty();
    assertThat(report.tasks()).isEqualTo(TASKS);
    assertThat(report.executions()).isEqualTo(TASKS);
    assertThat(report.blobs()).isEqualTo(TASKS / 100);
  }

  @Test
  void aResultOfAnExecutionThatTheLedgerDoesNotKnowIsFound() throws IOException {
    changeLedger(lines -> lines.subList(1, lines.size()));

    assertThat(audit(TASKS).violations())
        .singleElement()
        .asString()
        .contains("of executions that the ledger does not know");
  }

  @Test
  void aTaskThatRanAgainWithoutAKillIsFound() throws IOException {
    long[] began = {0};
    changeLedger(lines -> {
      String[] words = lines.getLast().split(" ");
      words[5] = "77";
      began[0] = Long.parseLong(words[6]);
      lines.add(String.join(" ", words));
      return lines;
    });

    assertThat(audit(TASKS).violations())
        .singleElement()
        .asString()
        .contains("ran again, though nothing was killed");
    assertThat(audit(TASKS, began[0] - 1_000).violations()).isEmpty();
    assertThat(audit(TASKS, began[0] - 61_000, began[0] + 1_000).violations()).hasSize(1);
  }

  @Test
  void anExecutionThatNotedItselfTwiceAndAKeyThatChangedAreFound() throws IOException {
    changeLedger(lines -> {
      lines.add(lines.getFirst());
      lines.add(lines.getFirst().replaceFirst("^.{4}", "abcd"));
      return lines;
    });

    assertThat(audit(TASKS, 0L, System.currentTimeMillis()).violations())
        .anyMatch(text -> text.contains("noted itself twice"))
        .anyMatch(text -> text.contains("should have the same key each time"));
  }

  @Test
  void aBlobWithOtherBytesIsFound() throws IOException {
    try (Stream<Path> files = Files.walk(places.home().runs().resolve("soak-1/blobs"))) {
      Path blob = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }

    assertThat(audit(TASKS).violations()).anyMatch(text -> text.contains("blob soak-1/"));
  }

  @Test
  void aRunOfAnotherSizeAndWithAnotherResultIsFound() throws IOException {
    assertThat(audit(TASKS + 1).violations())
        .anyMatch(text -> text.contains("should give"))
        .anyMatch(text -> text.contains("should have 295 tasks, each confirmed"));
  }

  @Test
  void aLogThatCannotBeReadWholeIsFound() throws IOException {
    Path log = places.home().runs().resolve("soak-1/events-000001.log");
    byte[] bytes = Files.readAllBytes(log);
    bytes[5_000] ^= 1;
    Files.write(log, bytes);

    assertThat(audit(TASKS).violations())
        .anyMatch(text -> text.contains("run soak-1 cannot be read whole"));
  }

  @Test
  void messagesThatAreLeftAreSeenAndThoseForDeadWorkersAreNot() throws IOException {
    assertThat(places.messages()).isEmpty();
    Files.createDirectories(folder.resolve("queue/queues/tasks.default/claimed/abc"));
    Files.writeString(folder.resolve("queue/queues/tasks.default/claimed/abc/message"), "");
    Files.createDirectories(folder.resolve("queue/queues/worker.w1/ready/1"));
    Files.writeString(folder.resolve("queue/queues/worker.w1/ready/1/message"), "");

    assertThat(places.messages()).containsExactly("tasks.default/claimed/abc/message");
  }
}
