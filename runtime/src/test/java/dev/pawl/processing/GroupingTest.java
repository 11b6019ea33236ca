package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.wire.JsonCodec;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.TaskBatch;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values put into groups, each task run as a worker runs it. */
class GroupingTest {
  record Word(String text) {}

  record Count(String text) {}

  static final class Tell implements TaskHandler<Group<String, Word>, Count> {
    @Override
    public Count handle(Group<String, Word> group, TaskContext context) {
      return new Count(
          group.key()
              + ": "
              + group.values().stream().map(Word::text).collect(Collectors.joining(" ")));
    }
  }

  static final class Initials implements ProcessDefinition<Word, Count> {
    @Override
    public String name() {
      return "initials";
    }

    @Override
    public One<Count> define(Graph graph, One<Word> input) {
      Many<Word> words = graph.fanOut("words", Word.class, input, word -> List.of(word));
      Many<Group<String, Word>> groups =
          graph.groupBy("by initial", String.class, words, Initials::initial);
      return graph.fold(
          "last", Count.class, graph.task("tell", Tell.class, groups), new Count(""), (_, c) -> c);
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static String initial(Word word) {
      String text = word.text();
      return text.equals("null") ? null : text.substring(0, text.length() - 1);
    }
  }

  private final MemoryBlobStore blobs = new MemoryBlobStore();
  private final ProcessGraph graph = ProcessGraph.of(new Initials());
  private final StepCatalog catalog =
      new StepCatalog(
          Definitions.of("test", new Initials()),
          HandlerFactory.constructors(),
          new JsonCodec(),
          1 << 20,
          500);

  @Test
  void aHandlerGetsTheValuesOfOneKey() throws Exception {
    String words =
        IntStream.of(1, 2, 1, 3, 2)
            .mapToObj(i -> "{\"text\":\"" + (char) ('a' + i) + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));

    String index = run("by initial/groups", words);

    assertThat(index).startsWith("{\"groups\":3,");
    assertThat(told(index, 0)).contains("b: b1 b1");
    assertThat(told(index, 1)).contains("c: c2 c2");
    assertThat(told(index, 2)).contains("d: d3");
  }

  @Test
  void aKeyThatIsTooLargeFailsItsTaskForGood() {
    assertThatThrownBy(() ->
            run(
                "by initial/groups",
                "[{\"text\":\"a1\"},{\"text\":\"" + "x".repeat(2_000) + "\"}]"))
        .isInstanceOfSatisfying(
            TaskFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT))
        .hasMessageContaining("at most 1024 bytes")
        .hasMessageContaining("found 2001 for element 1");
  }

  @Test
  void aKeyThatIsNullFailsItsTaskForGood() {
    assertThatThrownBy(() -> run("by initial/groups", "[{\"text\":\"null\"}]"))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("element 0")
        .hasMessageContaining("found null");
  }

  private String told(String index, int group) throws Exception {
    String blob = index.substring(index.indexOf("\"blob\":") + 7, index.length() - 1);
    return run("tell", "{\"index\":" + blob + ",\"group\":" + group + "}");
  }

  private String run(String name, String input) throws Exception {
    Step step = graph.step(name).orElseThrow();
    TaskBatch batch =
        new TaskBatch(
            "run",
            "initials",
            1,
            graph.digest(),
            step.id(),
            0,
            InputForm.VALUE,
            IndexSet.of(0),
            List.of(),
            Payloads.ofText(input));
    ExecutionContext context =
        new ExecutionContext(
            new ExecutionScope(
                "run", step.id(), name, 0, 1, blobs, new WorkerInfo("w", "default", 1)),
            0,
            1);
    return new String(
        catalog
            .find(batch)
            .code()
            .run(new TaskInput(InputForm.VALUE, input.getBytes(UTF_8)), context),
        UTF_8);
  }
}
