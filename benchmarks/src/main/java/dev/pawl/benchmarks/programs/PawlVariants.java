package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.programs.Contestant.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runs of {@code pawl bench} that the page shows. */
enum PawlVariants {
  SMALL("100,000 empty tasks", "--tasks 100000"),
  MILLION("1,000,000 empty tasks", "--tasks 1000000"),
  TEN_MILLION("10,000,000 empty tasks", "--tasks 10000000"),
  PAYLOAD("1,000,000 tasks, results of 500 bytes", "--tasks 1000000 --payload 500"),
  PAYLOAD_WARM(
      "1,000,000 tasks, results of 500 bytes, warm",
      "--tasks 1000000 --payload 500 --warm-up 500000"),
  CHAIN("a chain of 10,000 tasks, warm", "--tasks 10000 --chain --warm-up 20000"),
  ALL("1,000,000 results in a list that a task reads", "--tasks 1000000 --all"),
  RUNS("1,000 runs of 100 tasks, warm", "--tasks 100000 --runs 1000 --warm-up 100000"),
  BESIDE(
      "1,000,000 empty tasks, and runs of ten behind, warm",
      "--tasks 1000000 --beside 10 --warm-up 1000000"),
  FILE_QUEUE(
      "200,000 empty tasks, two processes over a file queue",
      "--tasks 200000 --processes 2 --queue"),
  POSTGRESQL_QUEUE(
      "200,000 empty tasks, two processes over PostgreSQL", "--tasks 200000 --processes 2 --queue");

  private final String title;
  private final String arguments;

  PawlVariants(String title, String arguments) {
    this.title = title;
    this.arguments = arguments;
  }

  /**
   * The variant as a program.
   *
   * @param root of the repository
   * @param scratch an empty folder, for the queue
   * @param servers that a queue may need
   */
  Contestant contestant(Path root, Path scratch, Servers servers) {
    List<String> line = new ArrayList<>(List.of(root.resolve("pawl").toString(), "bench", "noop"));
    line.addAll(List.of(arguments.split(" ", -1)));
    if (this == FILE_QUEUE) {
      line.add("file:" + scratch.resolve("queue"));
    } else if (this == POSTGRESQL_QUEUE) {
      line.add(servers.postgres().toString());
    }
    line.add("--json");
    return new Contestant(
        title, "event log, flushed", true, List.of(new Command(List.copyOf(line), List.of())));
  }
}
