package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Partition;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.CombinedWriter;
import dev.pawl.shuffle.PartitionReader;
import dev.pawl.spi.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A process whose tasks take their time and note that they begin, in a file outside Pawl: for tests
 * that kill it. It has a step of each kind.
 */
public final class Ratchet implements ProcessDefinition<Ratchet.Request, Ratchet.Result> {
  private static final int PARTS = 3;

  /**
   * What to turn.
   *
   * @param notes the file of notes
   * @param round distinguishes runs
   */
  public record Request(int teeth, String notes, int round) {
    List<Tooth> list() {
      return IntStream.range(0, teeth).mapToObj(number -> new Tooth(number, notes)).toList();
    }
  }

  public record Tooth(int number, String notes) {}

  public record Ground(int number, String notes, BlobRef text) {}

  public record Polished(int number, String notes, BlobRef slices) {}

  public record Sum(long total, int count) {}

  /** Two ways to the same numbers, which have to agree. */
  public record Result(Sum merged, Sum checked) {}

  @Override
  public String name() {
    return "ratchet";
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    Many<Tooth> teeth = graph.fanOut("teeth", Tooth.class, request, Request::list);
    Many<Ground> ground = graph.task("grind", Grind.class, teeth);
    Many<Polished> polished = graph.task("polish", Polish.class, ground);
    Many<Partition> parts = graph.shuffle("by remainder", polished, PARTS, Polished::slices);
    Many<Sum> sums = graph.task("merge", Merge.class, parts);
    One<Sum> merged =
        graph.fold(
            "merged",
            Sum.class,
            sums,
            new Sum(0, 0),
            (a, b) -> new Sum(a.total() + b.total(), a.count() + b.count()));
    One<Sum> checked = graph.task("check", Check.class, graph.all(polished));
    return graph.combine("result", Result.class, merged, checked, Result::new);
  }

  /** Works for up to 200 ms, and leaves a blob. */
  public static final class Grind implements TaskHandler<Tooth, Ground> {
    @Override
    public Ground handle(Tooth tooth, TaskContext context) throws Exception {
      note(tooth.notes(), context);
      work(tooth.number() % 4 == 0 ? 50 + tooth.number() * 37 % 150 : 5);
      byte[] text = Integer.toString(tooth.number()).getBytes(StandardCharsets.UTF_8);
      return new Ground(tooth.number(), tooth.notes(), context.blobs().write("number.txt", text));
    }
  }

  /** Reads the blob of the step before, and writes a slice for each remainder. */
  public static final class Polish implements TaskHandler<Ground, Polished> {
    @Override
    public Polished handle(Ground ground, TaskContext context) throws Exception {
      note(ground.notes(), context);
      work(ground.number() % 5 == 0 ? 60 : 1);
      byte[] number = context.blobs().readRange(ground.text(), 0, (int) ground.text().size());
      try (CombinedWriter writer = new CombinedWriter(context.blobs().create("slices"), PARTS)) {
        for (int part = 0; part < PARTS; part++) {
          OutputStream slice = writer.nextSlice();
          if (ground.number() % PARTS == part) {
            slice.write(number);
            slice.write('\n');
          }
        }
        return new Polished(ground.number(), ground.notes(), writer.commit());
      }
    }
  }

  /** Adds up one partition. */
  public static final class Merge implements TaskHandler<Partition, Sum> {
    @Override
    public Sum handle(Partition partition, TaskContext context) throws IOException {
      long total = 0;
      int count = 0;
      for (InputStream slice : new PartitionReader(context.blobs(), partition)) {
        try (Scanner numbers = new Scanner(slice, StandardCharsets.UTF_8)) {
          while (numbers.hasNextInt()) {
            total += numbers.nextInt();
            count++;
          }
        }
      }
      return new Sum(total, count);
    }
  }

  /** Adds up all, without blobs. */
  public static final class Check implements TaskHandler<List<Polished>, Sum> {
    @Override
    public Sum handle(List<Polished> all, TaskContext context) throws Exception {
      note(all.get(0).notes(), context);
      work(100);
      return new Sum(all.stream().mapToLong(Polished::number).sum(), all.size());
    }
  }

  private static void work(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  /** One line, written at once: the process, the run, the step and the index. */
  private static void note(String notes, TaskContext context) throws IOException {
    String line =
        ProcessHandle.current().pid()
            + " "
            + context.run()
            + " "
            + context.step()
            + " "
            + context.index()
            + "\n";
    Files.writeString(Path.of(notes), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
