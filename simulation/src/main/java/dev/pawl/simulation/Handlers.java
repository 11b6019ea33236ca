package dev.pawl.simulation;

import dev.pawl.graph.Group;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.NodeInput;
import dev.pawl.graph.Partition;
import dev.pawl.graph.Plan;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.CombinedWriter;
import dev.pawl.shuffle.PartitionReader;
import dev.pawl.spi.BlobRef;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The handlers of simulated processes: each is a plain function, before which the simulation lets
 * something happen.
 */
final class Handlers implements HandlerFactory {
  static final int PARTS = 3;

  private final Happening happening;

  /** What happens while a task runs: time passes, others act, and the attempt may fail. */
  interface Happening {
    void during(TaskContext context) throws Exception;
  }

  Handlers(Happening happening) {
    this.happening = happening;
  }

  @Override
  public <H extends TaskHandler<?, ?>> H create(Class<H> handler) {
    Object made =
        switch (handler.getSimpleName()) {
          case "Mix" -> new Mix(happening);
          case "Sum" -> new Sum(happening);
          case "Cut" -> new Cut(happening);
          case "MakePlan" -> new MakePlan(happening);
          case "Join" -> new Join(happening);
          case "Paste" -> new Paste(happening);
          case "Weigh" -> new Weigh(happening);
          default -> throw new IllegalArgumentException("no handler of class " + handler);
        };
    return handler.cast(made);
  }

  record Mix(Happening happening) implements TaskHandler<Item, Item> {
    @Override
    public Item handle(Item input, TaskContext context) throws Exception {
      happening.during(context);
      return of(input);
    }

    static Item of(Item input) {
      return input.mixed(1);
    }
  }

  record Sum(Happening happening) implements TaskHandler<List<Item>, Item> {
    @Override
    public Item handle(List<Item> input, TaskContext context) throws Exception {
      happening.during(context);
      return of(input);
    }

    static Item of(List<Item> input) {
      Item sum = new Item(input.size());
      for (Item item : input) {
        sum = sum.mixed(item.value());
      }
      return sum;
    }
  }

  /** A plan of up to eight nodes, the last of the list first to begin. */
  record MakePlan(Happening happening) implements TaskHandler<Item, Plan<Item>> {
    @Override
    public Plan<Item> handle(Item input, TaskContext context) throws Exception {
      happening.during(context);
      return of(input);
    }

    static Plan<Item> of(Item input) {
      List<Plan.Node<Item>> nodes = new ArrayList<>();
      for (int node = 0; node < input.width(8); node++) {
        List<String> parents = new ArrayList<>();
        for (int parent = node - 1; parent >= 0; parent--) {
          if (input.mixed(10 * node + parent).width(2) == 0) {
            parents.add("n" + parent);
          }
        }
        nodes.addFirst(new Plan.Node<>("n" + node, input.mixed(node), parents));
      }
      return new Plan<>(nodes);
    }
  }

  record Join(Happening happening) implements TaskHandler<NodeInput<Item, Item>, Item> {
    @Override
    public Item handle(NodeInput<Item, Item> input, TaskContext context) throws Exception {
      happening.during(context);
      return of(input);
    }

    static Item of(NodeInput<Item, Item> input) {
      Item joined = input.value();
      for (Map.Entry<String, Item> parent : input.parents().entrySet()) {
        joined = joined.mixed(parent.getValue().value() + parent.getKey().hashCode());
      }
      return joined;
    }
  }

  /** Takes a group of items. */
  record Weigh(Happening happening) implements TaskHandler<Group<Long, Item>, Item> {
    @Override
    public Item handle(Group<Long, Item> input, TaskContext context) throws Exception {
      happening.during(context);
      return of(input);
    }

    static Item of(Group<Long, Item> input) {
      return Sum.of(input.values()).mixed(input.key());
    }
  }

  /** A combined blob, and the number that it was made from. */
  record Sliced(BlobRef blob, Item item) {}

  record Cut(Happening happening) implements TaskHandler<Item, Sliced> {
    @Override
    public Sliced handle(Item input, TaskContext context) throws Exception {
      happening.during(context);
      try (CombinedWriter writer = new CombinedWriter(context.blobs().create("combined"), PARTS)) {
        for (int part = 0; part < PARTS; part++) {
          new DataOutputStream(writer.nextSlice()).writeLong(input.mixed(part).value());
        }
        return new Sliced(writer.commit(), input);
      }
    }
  }

  record Paste(Happening happening) implements TaskHandler<Partition, Item> {
    @Override
    public Item handle(Partition input, TaskContext context) throws Exception {
      happening.during(context);
      Item pasted = new Item(input.index());
      for (InputStream slice : new PartitionReader(context.blobs(), input)) {
        pasted = pasted.mixed(number(slice));
      }
      return pasted;
    }

    private static long number(InputStream slice) throws IOException {
      try (DataInputStream data = new DataInputStream(slice)) {
        return data.readLong();
      }
    }

    static Item of(List<Item> cut, int part) {
      Item pasted = new Item(part);
      for (Item item : cut) {
        pasted = pasted.mixed(item.mixed(part).value());
      }
      return pasted;
    }
  }
}
