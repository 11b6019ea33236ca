package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Many;
import dev.pawl.graph.Partition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.spi.BlobRef;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Json;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShuffleTest {
  @RegisterExtension
  static final SpecExtension SPECS = SpecExtension.of(exchange(), new TinyJson());

  private static final BlobRef BLOB = new BlobRef("a", 1, "00000000");

  private static final class Write implements TaskHandler<Integer, BlobRef> {
    @Override
    public BlobRef handle(Integer input, TaskContext context) {
      return BLOB;
    }
  }

  private static final class Read implements TaskHandler<Partition, Integer> {
    @Override
    public Integer handle(Partition partition, TaskContext context) {
      return partition.index();
    }
  }

  private static Drawn exchange() {
    return new Drawn(
        "exchange",
        (graph, input) -> {
          Many<BlobRef> written =
              graph.task("write", Write.class, Drawn.numbers(graph, "items", input));
          Many<Partition> parts = graph.shuffle("exchange", written, 3, blob -> blob);
          return graph.task("end", Sum.class, graph.all(graph.task("read", Read.class, parts)));
        });
  }

  @Test
  @Acceptance("P05")
  void the_manifest_waits_for_all_blobs() {
    SPECS
        .given(start(2), task("write", 0).returns(BLOB))
        .when(task("write", 1).returns(BLOB))
        .then(task("write", 1).confirmed(), task("exchange/manifest").scheduled());
  }

  @Test
  void the_manifest_gives_as_many_partitions_as_asked_for() {
    SPECS
        .given(start(2), tasks("write", 0, 2).returns(BLOB, BLOB))
        .when(task("exchange/manifest").returns(BLOB))
        .then(
            task("exchange/manifest").confirmed(),
            tasks("exchange", 0, 3)
                .made(new Partition(BLOB, 0), new Partition(BLOB, 1), new Partition(BLOB, 2)),
            tasks("read", 0, 3).scheduled());
  }

  @Test
  void a_shuffle_of_nothing_has_its_partitions_all_the_same() {
    SPECS
        .given(start(0))
        .when(task("exchange/manifest").returns(BLOB), task("read", 1).returns(Json.json("0")))
        .then(
            task("exchange/manifest").confirmed(),
            tasks("exchange", 0, 3)
                .made(new Partition(BLOB, 0), new Partition(BLOB, 1), new Partition(BLOB, 2)),
            tasks("read", 0, 3).scheduled(),
            task("read", 1).confirmed());
  }
}
