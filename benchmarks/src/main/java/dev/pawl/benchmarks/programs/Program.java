package dev.pawl.benchmarks.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a program, and looks at its memory meanwhile. */
final class Program {
  private static final long LOOK_MILLIS = 50;
  private static final long LONGEST_MINUTES = 15;

  private Program() {}

  /**
   * What a program printed, and how much memory it took.
   *
   * @param printed the JSON object on the last line
   * @param peakMiB the most that was resident, of the process and those that it started together; 0
   *     where the system does not tell
   */
  record Sample(JsonNode printed, long peakMiB) {}

  /**
   * Runs a program to its end.
   *
   * @throws IllegalStateException where it failed or printed no JSON; with what it printed
   */
  static Sample run(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("pawl-benchmark", ".txt");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        return sample(line, process, output);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } finally {
      Files.delete(output);
    }
  }

  private static Sample sample(List<String> line, Process process, Path output)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
    long own = 0;
    long others = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      own = Math.max(own, Memory.peakKiB(process.pid()));
      others =
          Math.max(
              others, process.descendants().mapToLong(child -> Memory.shareKiB(child.pid())).sum());
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected an end within " + LONGEST_MINUTES + " minutes of " + line);
      }
    }
    List<String> lines = Files.readAllLines(output);
    JsonNode printed = lastObject(lines);
    if (process.exitValue() != 0 || printed.isMissingNode()) {
      throw new IllegalStateException(
          "expected exit code 0 and a line of JSON of "
              + String.join(" ", line)
              + ", found exit code "
              + process.exitValue()
              + " and:\n"
              + String.join("\n", lines));
    }
    return new Sample(printed, (own + others) >> 10);
  }

  private static JsonNode lastObject(List<String> lines) {
    JsonMapper mapper = new JsonMapper();
    return lines.reversed().stream()
        .filter(line -> line.startsWith("{"))
        .findFirst()
        .map(mapper::readTree)
        .orElse(mapper.missingNode());
  }
}
