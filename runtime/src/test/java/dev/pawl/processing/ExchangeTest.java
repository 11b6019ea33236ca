package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Partition;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.shuffle.CombinedWriter;
import dev.pawl.shuffle.PartitionReader;
import dev.pawl.spi.BlobRef;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks that exchange data, each run as a worker runs it. */
class ExchangeTest {
  record Words(int count) {}

  record Mapped(BlobRef table) {}

  record Joined(String text) {}

  static final class Map implements TaskHandler<Words, Mapped> {
    @Override
    public Mapped handle(Words input, TaskContext context) throws IOException {
      try (CombinedWriter writer = new CombinedWriter(context.blobs().create("combined"), 2)) {
        writer.nextSlice().write(("even" + input.count() + " ").getBytes(UTF_8));
        writer.nextSlice().write(("odd" + input.count() + " ").getBytes(UTF_8));
        return new Mapped(writer.commit());
      }
    }
  }

  static final class Reduce implements TaskHandler<Partition, Joined> {
    @Override
    public Joined handle(Partition input, TaskContext context) throws IOException {
      StringBuilder text = new StringBuilder();
      for (InputStream stream : new PartitionReader(context.blobs(), input)) {
        text.append(new String(stream.readAllBytes(), UTF_8));
      }
      return new Joined(text.toString());
    }
  }

  static final class Count implements TaskHandler<List<Joined>, Words> {
    @Override
    public Words handle(List<Joined> input, TaskContext context) {
      return new Words(input.size());
    }
  }

  static final class Exchange implements ProcessDefinition<Words, Words> {
    @Override
    public String name() {
      return "exchange";
    }

    @Override
    public One<Words> define(Graph graph, One<Words> input) {
      Many<Words> parts = graph.fanOut("parts", Words.class, input, one -> List.of(one));
      Many<Mapped> mapped = graph.task("map", Map.class, parts);
      Many<Partition> partitions = graph.shuffle("exchange", mapped, 2, Mapped::table);
      return graph.task(
          "count", Count.class, graph.all(graph.task("reduce", Reduce.class, partitions)));
    }
  }

  private final MemoryBlobStore blobs = new MemoryBlobStore();
  private final JsonCodec codec = new JsonCodec();
  private final ProcessGraph graph = ProcessGraph.of(new Exchange());
  private final StepCatalog catalog =
      new StepCatalog(
          Definitions.of("test", new Exchange()),
          HandlerFactory.constructors(),
          codec,
          1 << 20,
          1 << 20);

  @Test
  void whatIsMappedIsReducedByPartition() throws Exception {
    List<String> mapped =
        List.of(
            run("map", 0, InputForm.VALUE, "{\"count\":1}"),
            run("map", 1, InputForm.VALUE, "{\"count\":2}"));
    String manifest =
        run("exchange/manifest", 0, InputForm.VALUE, "[" + String.join(",", mapped) + "]");

    assertThat(reduced(manifest, 0)).contains("even1 even2 ");
    assertThat(reduced(manifest, 1)).contains("odd1 odd2 ");
  }

  @Test
  void theListOfBlobsMayBeGathered() throws Exception {
    List<String> mapped =
        IntStream.range(0, 3)
            .mapToObj(i -> {
              try {
                return run("map", i, InputForm.VALUE, "{\"count\":" + i + "}");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
            .toList();
    String leaf = run("all(map)", 0, InputForm.VALUE, "[" + String.join(",", mapped) + "]");
    String manifest = run("exchange/manifest", 0, InputForm.GATHERED, leaf);

    assertThat(reduced(manifest, 1)).contains("odd0 odd1 odd2 ");
  }

  private String reduced(String manifest, int partition) throws Exception {
    return run(
        "reduce",
        partition,
        InputForm.VALUE,
        "{\"manifest\":" + manifest + ",\"index\":" + partition + "}");
  }

  private String run(String name, int index, InputForm form, String input) throws Exception {
    Step step = graph.step(name).orElseThrow();
    TaskBatch batch =
        new TaskBatch(
            "run",
            "exchange",
            1,
            graph.digest(),
            step.id(),
            0,
            form,
            IndexSet.of(index),
            List.of(),
            Payloads.ofText(input));
    ExecutionContext context =
        new ExecutionContext(
            new ExecutionScope(
                "run", step.id(), name, 0, 1, blobs, new WorkerInfo("w", "default", 1)),
            index,
            1);
    return new String(
        catalog.find(batch).code().run(new TaskInput(form, input.getBytes(UTF_8)), context), UTF_8);
  }
}
