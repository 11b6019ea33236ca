package dev.pawl.processing.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Blobs;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.JsonCodec;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
  record Sale(String shop, int amount) {}

  record Total(String shop, long amount) {}

  static final class Add implements TaskHandler<Group<String, Sale>, Total> {
    @Override
    public Total handle(Group<String, Sale> group, TaskContext context) {
      return new Total(group.key(), group.values().stream().mapToLong(Sale::amount).sum());
    }
  }

  static final class Sales implements ProcessDefinition<Integer, Total> {
    @Override
    public String name() {
      return "sales";
    }

    @Override
    public One<Total> define(Graph graph, One<Integer> count) {
      Many<Sale> sales =
          graph.fanOut(
              "sales", Sale.class, count, n -> n, (n, index) -> new Sale("s" + index % 3, index));
      return graph.fold(
          "last",
          Total.class,
          graph.task("add", Add.class, graph.groupBy("by shop", String.class, sales, Sale::shop)),
          new Total("", 0),
          (_, total) -> total);
    }
  }

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Codec codec = new JsonCodec();
  private final Step.Grouping step =
      (Step.Grouping) ProcessGraph.of(new Sales()).step("by shop/groups").orElseThrow();

  @Test
  void groupsComeInTheOrderOfTheirFirstValuesAndValuesInTheirOwn() throws Exception {
    List<Sale> sales =
        List.of(
            new Sale("north", 1),
            new Sale("a", 2),
            new Sale("north", 3),
            new Sale("m", 4),
            new Sale("a", 5));

    Group.Index index = write(sales, 1 << 20);

    assertThat(read(index)).isEqualTo(expected(sales));
    assertThat(read(index).keySet()).containsExactly("north", "a", "m");
  }

  @Test
  void noValuesMakeNoGroups() throws Exception {
    assertThat(write(List.of(), 1 << 20).groups()).isZero();
  }

  @Test
  void aGroupOfManyValuesIsReadPieceByPieceInAnyOrder() throws Exception {
    List<Sale> sales = IntStream.range(0, 2_500).mapToObj(i -> new Sale("one", i)).toList();
    Group.Index index = write(sales, 1 << 20);
    Group<?, ?> group = group(index, 0);
    blobs.ranges = 0;

    assertThat(group.values()).hasSize(2_500);
    assertThat(List.<Object>copyOf(group.values())).isEqualTo(sales);
    assertThat(blobs.ranges).isEqualTo(3);
    for (int at : new int[] {2_499, 0, 1_000, 999, 2_000}) {
      assertThat(group.values().get(at)).isEqualTo(sales.get(at));
    }
    assertThatThrownBy(() -> group.values().get(2_500))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  @Acceptance("P01")
  void whatIsMoreThanMemoryMayHoldGoesThroughFilesAndComesOutTheSame() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<Sale> sales = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      // One huge group, and thousands of small ones.
      String shop = random.nextInt(3) == 0 ? "huge" : "s" + random.nextInt(5_000);
      sales.add(new Sale(shop, i));
    }
    try (GroupsWriter writer = new GroupsWriter(blobs, codec, 4 << 10)) {
      for (Sale sale : sales) {
        add(writer, sale);
      }
      Group.Index index = writer.write();

      assertThat(writer.spilled()).isTrue();
      assertThat(read(index)).isEqualTo(expected(sales));
      assertThat(new ArrayList<>(read(index).keySet()))
          .isEqualTo(new ArrayList<>(expected(sales).keySet()));
    }
  }

  @Test
  @Acceptance("D07")
  void aDamagedPieceOrEntryIsNoticedBeforeItIsUsed() throws Exception {
    List<Sale> sales = List.of(new Sale("a", 1), new Sale("b", 2));
    Group.Index index = write(sales, 1 << 20);

    blobs.flipped = "values-0";
    Group<?, ?> group = group(index, 1);
    assertThatThrownBy(() -> group.values().get(0)).isInstanceOf(PortFailure.Corrupt.class);

    blobs.flipped = "index";
    assertThatThrownBy(() -> group(index, 0)).isInstanceOf(PortFailure.class);
  }

  @Test
  void aGroupThatIsNotThereIsDamage() throws Exception {
    Group.Index index = write(List.of(new Sale("a", 1)), 1 << 20);
    assertThatThrownBy(() -> group(index, 1))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining("should hold group 1, found 1 groups");
  }

  private Group.Index write(List<Sale> sales, long memory) throws Exception {
    try (GroupsWriter writer = new GroupsWriter(blobs, codec, memory)) {
      for (Sale sale : sales) {
        add(writer, sale);
      }
      return writer.write();
    }
  }

  private void add(GroupsWriter writer, Sale sale) throws Exception {
    writer.add(codec.encode(sale.shop(), String.class), codec.encode(sale, Sale.class));
  }

  private Group<?, ?> group(Group.Index index, int number) {
    return GroupsReader.read(blobs, codec, step, new Group.Reference(index.blob(), number));
  }

  private Map<String, List<Object>> read(Group.Index index) {
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    for (int number = 0; number < index.groups(); number++) {
      Group<?, ?> group = group(index, number);
      groups.put((String) group.key(), List.copyOf(group.values()));
    }
    return groups;
  }

  private static Map<String, List<Object>> expected(List<Sale> sales) {
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    sales.forEach(sale -> groups.computeIfAbsent(sale.shop(), _ -> new ArrayList<>()).add(sale));
    return groups;
  }

  /** Blobs in memory, of which one may be damaged. */
  private static final class MemoryBlobs implements Blobs {
    private final MemoryBlobStore store = new MemoryBlobStore();
    private String flipped = "";
    private int ranges;
    private int written;

    @Override
    public BlobWriter create(String name) {
      return store.create(written++ + "/" + name);
    }

    @Override
    public InputStream read(BlobRef blob) {
      return store.read(blob);
    }

    @Override
    public byte[] readRange(BlobRef blob, long offset, int length) {
      ranges++;
      byte[] bytes = store.readRange(blob, offset, length);
      if (!flipped.isEmpty() && blob.key().endsWith(flipped)) {
        bytes[bytes.length / 2] ^= 1;
      }
      return bytes;
    }
  }
}
