package dev.pawl.benchmarks.programs;

import dev.pawl.benchmarks.programs.Contestant.Command;
import dev.pawl.benchmarks.programs.Program.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs programs in turn (A B C A B C), prints a table of medians, and keeps every repetition in a
 * file of JSON. {@code scripts/benchmark-peers} and {@code scripts/benchmark-pawl} call it.
 */
public final class Measuring {
  private final Options options;
  private final PrintStream out;
  private int failures;

  private Measuring(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link Options} for the arguments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Measuring measuring = new Measuring(Options.of(arguments), System.out);
    measuring.run();
    System.exit(measuring.failures == 0 ? 0 : 1);
  }

  /** A program that fails takes nothing from the others, but the process then ends with 1. */
  private void run() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("pawl-benchmark");
    try (Servers servers = new Servers()) {
      Results results =
          options.more() && Files.exists(options.file())
              ? Results.read(options.file())
              : Results.on(Machine.measure(scratch));
      for (int repetition = 1; repetition <= options.repetitions(); repetition++) {
        for (Contestant contestant : contestants(scratch, servers)) {
          out.printf("%d of %d: %s%n", repetition, options.repetitions(), contestant.name());
          tryToMeasure(contestant, results);
          empty(scratch);
          results.write(options.file());
        }
      }
      out.println();
      out.print(options.what().table(results));
    } finally {
      empty(scratch);
      Files.delete(scratch);
    }
  }

  private List<Contestant> contestants(Path scratch, Servers servers) {
    return switch (options.what()) {
      case PEERS -> Peers.all(options.root(), options.small() ? Peers.Load.SMALL : Peers.Load.FULL);
      case PAWL ->
          Stream.of(PawlVariants.values())
              .filter(variant -> options.names().isEmpty() || options.names().contains(variant))
              .map(variant -> variant.contestant(options.root(), scratch, servers))
              .toList();
    };
  }

  private void tryToMeasure(Contestant contestant, Results results)
      throws IOException, InterruptedException {
    try {
      measure(contestant, results);
    } catch (IllegalStateException e) {
      failures++;
      out.println(e.getMessage());
    }
  }

  private static void measure(Contestant contestant, Results results)
      throws IOException, InterruptedException {
    long peakMiB = 0;
    for (Command command : contestant.commands()) {
      Sample sample = Program.run(command.line());
      results.add(contestant, command.fields(), sample);
      peakMiB = Math.max(peakMiB, sample.peakMiB());
    }
    results.addMemory(contestant, (double) peakMiB);
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
