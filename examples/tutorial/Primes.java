import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
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
    return Optional.of(new Request(100_000_000, 200));
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
}
