import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Facts.completedWith;
import static dev.pawl.testkit.specs.Facts.folded;
import static dev.pawl.testkit.specs.Facts.started;
import static dev.pawl.testkit.specs.Tasks.task;
import static dev.pawl.testkit.specs.Tasks.tasks;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.testkit.specs.ProcessSpecs;
import dev.pawl.testkit.specs.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts the primes below a number, range by range, and lists those of each range in a blob. */
public final class Primes implements ProcessDefinition<Primes.Request, Primes.Result> {
  /** What a run is asked for. */
  public record Request(int below, int ranges) {}

  /** One unit of work: the numbers from {@code from} to below {@code to}. */
  public record Range(int from, int to) {}

  /** What became of one range: small metadata, and a reference to the data. */
  public record Found(int count, int largest, BlobRef list) {}

  /** The sum of all ranges. */
  public record Result(int count, int largest) {
    Result plus(Found found) {
      return new Result(count + found.count(), Math.max(largest, found.largest()));
    }
  }

  @Override
  public String name() {
    return "primes";
  }

  @Override
  public Optional<Request> defaultInput() {
    return Optional.of(new Request(50_000_000, 200));
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    Many<Range> ranges = graph.fanOut("ranges", Range.class, request, Primes::cut);
    Many<Found> found = graph.task("search", Search.class, ranges);
    return graph.fold("total", Result.class, found, new Result(0, 0), Result::plus);
  }

  private static List<Range> cut(Request request) {
    int width = Math.ceilDiv(request.below(), request.ranges());
    return IntStream.range(0, request.ranges())
        .mapToObj(i -> new Range(i * width, Math.min((i + 1) * width, request.below())))
        .toList();
  }

  /** Finds the primes of one range. */
  public static final class Search implements TaskHandler<Range, Found> {
    @Override
    public Found handle(Range range, TaskContext context) throws IOException {
      int count = 0;
      int largest = 0;
      try (BlobWriter list = context.blobs().create("primes.txt")) {
        for (int number = range.from(); number < range.to(); number++) {
          if (isPrime(number)) {
            list.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
            count++;
            largest = number;
          }
        }
        return new Found(count, largest, list.commit());
      }
    }

    private static boolean isPrime(int number) {
      if (number < 4) {
        return number > 1;
      }
      if (number % 2 == 0) {
        return false;
      }
      for (int divisor = 3; divisor * divisor <= number; divisor += 2) {
        if (number % divisor == 0) {
          return false;
        }
      }
      return true;
    }
  }
  /** What the process does, in terms of its steps. */
  public static final class Specs implements ProcessSpecs {
    @Override
    public ProcessDefinition<?, ?> definition() {
      return new Primes();
    }

    @Override
    public List<Spec> specs() {
      return List.of(
          Spec.given()
              .when(start(new Request(100, 2)))
              .then(
                  started(),
                  tasks("ranges", 0, 2).made(new Range(0, 50), new Range(50, 100)),
                  tasks("search", 0, 2).scheduled())
              .titled("Each range is searched by a task of its own"),
          Spec.given(start(new Request(100, 2)), task("search", 1).returns(found(10, 97)))
              .when(task("search", 0).returns(found(15, 47)))
              .then(
                  task("search", 0).confirmed(),
                  folded("total", 2, new Result(25, 97)),
                  completedWith(new Result(25, 97)))
              .titled("The total is there when the last range is, in whatever order they come"));
    }

    private static Found found(int count, int largest) {
      return new Found(count, largest, new BlobRef("primes/list", 0, "00000000"));
    }
  }
}
