import dev.pawl.graph.ExternalEffects;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.One;
import dev.pawl.graph.Partition;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.Plan;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.CombinedWriter;
import dev.pawl.shuffle.PartitionReader;
import dev.pawl.spi.BlobRef;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Uses each kind of step once. Shelves of numbers are filled, checked and exchanged by their last digit. */
public final class EveryStep implements ProcessDefinition<EveryStep.Request, EveryStep.Answer> {
  static final int DIGITS = 10;

  public record Request(int shelves, int each, boolean checked) {}

  public record Layout(List<Shelf> shelves, int limit) {}

  public record Shelf(int first, int count) {}

  public record Slot(int number) {}

  public record Filled(int first, long sum, BlobRef numbers) {}

  public record Bounded(long sum, int limit) {}

  public record Sum(long value) {
    Sum plus(Bounded one) {
      return new Sum(value + one.sum());
    }
  }

  public record Verdict(String text) {}

  public record DigitSum(int digit, long sum) {}

  public record ParitySum(boolean even, long sum) {}

  public record Totals(Sum sum, Sum visited) {}

  public record Findings(Verdict verdict, List<ParitySum> parities) {}

  public record Signature(String text) {}

  public record Signed(Totals totals, Signature signature) {}

  public record Report(Signed signed, Findings findings) {}

  public record Job(int hours) {}

  public record Done(int hour) {
    Done later(Done other) {
      return hour > other.hour() ? this : other;
    }
  }

  public record Answer(Report report, Done opening) {}

  @Override
  public String name() {
    return "every-step";
  }

  @Override
  public Optional<Request> defaultInput() {
    return Optional.of(new Request(5, 20, true));
  }

  @Override
  public One<Answer> define(Graph graph, One<Request> request) {
    One<Layout> layout = graph.task("layout", LayOut.class, request);

    Many<Shelf> shelves = graph.fanOut("shelves", Shelf.class, layout, Layout::shelves);

    Many<Filled> filled =
        graph.task("fill", Fill.class, shelves)
            .timeout(Duration.ofMinutes(10))
            .retries(5)
            .backoff(Duration.ofSeconds(2))
            .pool("default")
            .tolerate(0.01);

    Many<Bounded> bounded =
        graph.combine("bound", Bounded.class, filled, layout, (one, all) -> new Bounded(one.sum(), all.limit()));

    One<Sum> sum = graph.fold("sum", Sum.class, bounded, new Sum(0), Sum::plus);

    One<Sum> halved =
        graph.repeat("halve", sum, 20, one -> graph.task("half", Half.class, one), one -> one.value() < 100);

    One<Verdict> verdict =
        graph.when(
            "checked",
            request,
            Request::checked,
            asked -> graph.task("check", Check.class, halved).failRun(),
            asked -> graph.await("verdict", Verdict.class));

    Many<Partition> byDigit = graph.shuffle("by digit", filled, DIGITS, Filled::numbers);
    Many<DigitSum> digits = graph.task("digits", SumDigit.class, byDigit);

    Many<Group<Boolean, DigitSum>> byParity =
        graph.groupBy("by parity", Boolean.class, digits, one -> one.digit() % 2 == 0);
    One<List<ParitySum>> parities = graph.all(graph.task("parities", SumGroup.class, byParity));

    Many<Slot> slots =
        graph.fanOut("slots", Slot.class, request, Request::shelves, (asked, index) -> new Slot(index));
    One<Sum> visited = graph.fold("visited", Sum.class, slots, new Sum(0), (total, slot) -> new Sum(total.value() + 1));

    One<Plan<Job>> jobs = graph.task("jobs", PlanJobs.class, request);
    Many<Done> done = graph.dag("job", DoJob.class, jobs);
    One<Done> opening = graph.fold("opening", Done.class, done, new Done(0), Done::later);

    One<Totals> totals = graph.combine("totals", Totals.class, sum, visited, Totals::new);
    One<Signature> signed = graph.run("sign", Signing.class, totals);

    One<Findings> findings = graph.combine("findings", Findings.class, verdict, parities, Findings::new);
    One<Signed> signedTotals = graph.combine("signed", Signed.class, totals, signed, Signed::new);
    One<Report> report = graph.combine("report", Report.class, signedTotals, findings, Report::new);
    return graph.combine("answer", Answer.class, report, opening, Answer::new);
  }

  /** A process of its own, which EveryStep runs as a child. */
  static final class Signing implements ProcessDefinition<Totals, Signature> {
    @Override
    public String name() {
      return "signing";
    }

    @Override
    public One<Signature> define(Graph graph, One<Totals> totals) {
      return graph.task("sign", Sign.class, totals);
    }
  }

  public static final class Sign implements TaskHandler<Totals, Signature> {
    @Override
    public Signature handle(Totals totals, TaskContext context) {
      return new Signature(context.run() + " counted " + totals.sum().value());
    }
  }

  public static final class LayOut implements TaskHandler<Request, Layout> {
    @Override
    public Layout handle(Request request, TaskContext context) {
      int each = request.each();
      List<Shelf> shelves = IntStream.range(0, request.shelves()).mapToObj(i -> new Shelf(i * each, each)).toList();
      return new Layout(shelves, request.shelves() * each);
    }
  }

  public static final class Fill implements TaskHandler<Shelf, Filled> {
    @Override
    public Filled handle(Shelf shelf, TaskContext context) throws IOException {
      long sum = 0;
      try (CombinedWriter writer = new CombinedWriter(context.blobs().create("numbers"), DIGITS)) {
        for (int digit = 0; digit < DIGITS; digit++) {
          DataOutputStream slice = new DataOutputStream(writer.nextSlice());
          for (int number = shelf.first(); number < shelf.first() + shelf.count(); number++) {
            if (number % DIGITS == digit) {
              slice.writeInt(number);
              sum += number;
            }
          }
        }
        return new Filled(shelf.first(), sum, writer.commit());
      }
    }
  }

  public static final class SumDigit implements TaskHandler<Partition, DigitSum> {
    @Override
    public DigitSum handle(Partition partition, TaskContext context) throws IOException {
      long sum = 0;
      for (InputStream slice : new PartitionReader(context.blobs(), partition)) {
        try (DataInputStream numbers = new DataInputStream(slice)) {
          while (true) {
            sum += numbers.readInt();
          }
        } catch (EOFException end) {
          context.log("slice of digit " + partition.index() + " is read");
        }
      }
      return new DigitSum(partition.index(), sum);
    }
  }

  public static final class SumGroup implements TaskHandler<Group<Boolean, DigitSum>, ParitySum> {
    @Override
    public ParitySum handle(Group<Boolean, DigitSum> group, TaskContext context) {
      return new ParitySum(group.key(), group.values().stream().mapToLong(DigitSum::sum).sum());
    }
  }

  public static final class PlanJobs implements TaskHandler<Request, Plan<Job>> {
    @Override
    public Plan<Job> handle(Request request, TaskContext context) {
      return new Plan<>(
          List.of(
              new Plan.Node<>("floor", new Job(8), List.of()),
              new Plan.Node<>("paint", new Job(5), List.of()),
              new Plan.Node<>("shelves", new Job(request.shelves()), List.of("floor", "paint")),
              new Plan.Node<>("opening", new Job(1), List.of("shelves"))));
    }
  }

  @ExternalEffects
  public static final class DoJob implements TaskHandler<NodeInput<Job, Done>, Done> {
    @Override
    public Done handle(NodeInput<Job, Done> node, TaskContext context) {
      int begin = node.parents().values().stream().mapToInt(Done::hour).max().orElse(0);
      return new Done(begin + node.value().hours());
    }
  }

  public static final class Half implements TaskHandler<Sum, Sum> {
    @Override
    public Sum handle(Sum sum, TaskContext context) {
      return new Sum(sum.value() / 2);
    }
  }

  public static final class Check implements TaskHandler<Sum, Verdict> {
    @Override
    public Verdict handle(Sum sum, TaskContext context) {
      if (sum.value() < 0) {
        throw new PermanentFailure("a sum should not be negative, found " + sum.value());
      }
      return new Verdict("checked");
    }
  }
}
