package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.testkit.Acceptance;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, with nothing changed but the settings around it. */
final class EnvironmentTest {
  record Width(int items) {}

  record Item(int number) {}

  record Total(int value) {}

  /** Doubles numbers in a pool of its own, and adds them up. */
  static final class Doubles implements ProcessDefinition<Width, Total> {
    @Override
    public String name() {
      return "doubles";
    }

    @Override
    public One<Total> define(Graph graph, One<Width> width) {
      var items = graph.fanOut("items", Item.class, width, Doubles::items);
      var doubled = graph.task("double", Twice.class, items).pool("cpu");
      return graph.fold(
          "total",
          Total.class,
          doubled,
          new Total(0),
          (total, item) -> new Total(total.value() + item.number()));
    }

    private static List<Item> items(Width width) {
      return IntStream.range(0, width.items()).mapToObj(Item::new).toList();
    }
  }

  static final class Twice implements TaskHandler<Item, Item> {
    @Override
    public Item handle(Item item, TaskContext context) {
      return new Item(2 * item.number());
    }
  }

  @TempDir Path folder;

  @Test
  @Acceptance({"L02", "L06"})
  void aQueueInMemoryAndOneInFilesGiveTheSameResult() throws Exception {
    EngineSettings memory = EngineSettings.defaults().withWorkers(2);
    EngineSettings files = memory.withQueue(folder.resolve("queue").toUri());

    assertThat(run("a", memory)).isEqualTo(run("b", files)).isEqualTo(new Total(9_900));
  }

  @Test
  void tasksOfEveryPoolRunInOneProcess() throws Exception {
    assertThat(run("c", EngineSettings.defaults().withWorkers(1))).isEqualTo(new Total(9_900));
  }

  private Total run(String home, EngineSettings settings) throws Exception {
    Doubles process = new Doubles();
    try (Engine engine =
        new Engine(
            new Home(folder.resolve(home)),
            Definitions.of("test", process),
            HandlerFactory.constructors(),
            settings)) {
      return engine.start(process, new Width(100)).await();
    }
  }
}
