package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.programs.Contestant.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pawl, and the programs that it is held against. */
enum Peers {
  DB_SCHEDULER(
      "db-scheduler 16.7, PostgreSQL 18",
      "row deleted and committed",
      true,
      "dev.pawl.peers.dbscheduler.DbSchedulerPeer"),
  SPARK("Spark 4.2, local[2]", "memory of the driver", false, "dev.pawl.peers.spark.SparkPeer"),
  TEMPORAL(
      "Temporal 1.38, test service",
      "history in memory",
      false,
      "dev.pawl.peers.temporal.TemporalPeer");

  /** What Spark's own launcher opens. */
  private static final List<String> SPARK_OPENS =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private final String title;
  private final String records;
  private final boolean durable;
  private final String mainClass;

  Peers(String title, String records, boolean durable, String mainClass) {
    this.title = title;
    this.records = records;
    this.durable = durable;
    this.mainClass = mainClass;
  }

  /**
   * How much each has to do: tasks side by side, and tasks one after the other. Pawl gets more of
   * them, to be measured for more than a moment.
   */
  record Load(int pawlTasks, int pawlChain, int peerTasks, int peerChain) {
    static final Load FULL = new Load(1_000_000, 10_000, 20_000, 500);

    /** Enough to see that all of them still run. */
    static final Load SMALL = new Load(1_000, 50, 200, 10);
  }

  /**
   * All of them.
   *
   * @param root of the repository, with the peers built in it
   */
  static List<Contestant> all(Path root, Load load) {
    return Stream.concat(
            Stream.of(pawl(root, load)),
            Arrays.stream(values()).map(peer -> peer.contestant(root, load)))
        .toList();
  }

  private static Contestant pawl(Path root, Load load) {
    List<String> bench = List.of(root.resolve("pawl").toString(), "bench", "noop", "--json");
    return new Contestant(
        "Pawl",
        "event log, flushed",
        true,
        List.of(
            new Command(
                with(bench, "--tasks", String.valueOf(load.pawlTasks())),
                List.of("tasks", "seconds", "tasksPerSecond")),
            new Command(
                with(bench, "--chain", "--tasks", String.valueOf(load.pawlChain())),
                List.of("p50Micros", "p99Micros"))));
  }

  private Contestant contestant(Path root, Load load) {
    String folder = name().toLowerCase(Locale.ROOT).replace('_', '-');
    Path lib = root.resolve("benchmarks/peers").resolve(folder).resolve("target/quick/lib");
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException(
          "expected the jars of "
              + title
              + " in "
              + lib
              + ", which scripts/benchmark-peers builds");
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    if (this == SPARK) {
      SPARK_OPENS.forEach(opened -> line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
    }
    line.addAll(List.of("-cp", lib + "/*", mainClass));
    line.addAll(List.of(String.valueOf(load.peerTasks()), String.valueOf(load.peerChain())));
    return new Contestant(
        title, records, durable, List.of(new Command(List.copyOf(line), List.of())));
  }

  private static List<String> with(List<String> line, String... more) {
    return Stream.concat(line.stream(), Arrays.stream(more)).toList();
  }
}
