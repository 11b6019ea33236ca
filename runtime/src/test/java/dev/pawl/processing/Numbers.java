package dev.pawl.processing;

import dev.pawl.graph.Graph;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process whose tasks do what a test says: step 2 has one task for each number, step 4 takes all
 * answers.
 */
final class Numbers implements ProcessDefinition<Numbers.Item, Numbers.Answer> {
  static final int WORK = 2;
  static final int ALL = 3;
  static final int SUMMARY = 4;
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  record Item(int number) {}

  record Answer(String text) {}

  /** What the tasks of a step do. */
  interface Script<I> {
    Answer answer(I input, TaskContext context) throws Exception;
  }

  record Work(Script<Item> script) implements TaskHandler<Item, Answer> {
    @Override
    public Answer handle(Item input, TaskContext context) throws Exception {
      return script.answer(input, context);
    }
  }

  record Summary(Script<List<Answer>> script) implements TaskHandler<List<Answer>, Answer> {
    @Override
    public Answer handle(List<Answer> input, TaskContext context) throws Exception {
      return script.answer(input, context);
    }
  }

  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public One<Answer> define(Graph graph, One<Item> input) {
    Many<Item> items =
        graph.fanOut(
            "items",
            Item.class,
            input,
            item -> IntStream.range(0, item.number()).mapToObj(Item::new).toList());
    Many<Answer> answers = graph.task("work it out", Work.class, items).timeout(TIMEOUT);
    return graph.task("summary", Summary.class, graph.all(answers));
  }

  /** Makes handlers that follow the scripts. */
  static HandlerFactory scripted(Script<Item> work, Script<List<Answer>> summary) {
    return new HandlerFactory() {
      @Override
      public <H extends TaskHandler<?, ?>> H create(Class<H> handler) {
        return handler.cast(handler == Work.class ? new Work(work) : new Summary(summary));
      }
    };
  }
}
