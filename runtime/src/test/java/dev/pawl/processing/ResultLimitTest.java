package dev.pawl.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Graph;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.wire.JsonCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How large a result may be, and what a step can do about it. */
class ResultLimitTest {
  private static final int MIB = 1 << 20;

  private final ResultLimit limit = new ResultLimit(new JsonCodec(), 16 * MIB);
  private final ProcessGraph graph = ProcessGraph.of(new Texts());

  record Text(String text) {}

  static final class Copy implements TaskHandler<Text, Text> {
    @Override
    public Text handle(Text input, TaskContext context) {
      return input;
    }
  }

  private static final class Texts implements ProcessDefinition<Text, Text> {
    @Override
    public String name() {
      return "texts";
    }

    @Override
    public One<Text> define(Graph graph, One<Text> input) {
      One<Text> raised = graph.task("raised", Copy.class, input).resultLimit(4 * MIB);
      return graph.fold(
          "end",
          Text.class,
          graph
              .task(
                  "elements",
                  Copy.class,
                  graph.fanOut(
                      "texts",
                      Text.class,
                      graph.task("plain", Copy.class, raised),
                      text -> List.of(text)))
              .resultLimit(10_000),
          new Text(""),
          (_, text) -> text);
    }
  }

  private byte[] encoded(String step, int letters) throws TaskFailure {
    return limit.encode(new Text("x".repeat(letters)), step(step));
  }

  private Step step(String name) {
    return graph.step(name).orElseThrow();
  }

  @Test
  void aStepRaisesTheLimitOfItsResults() throws Exception {
    assertThat(encoded("raised", 3 * MIB)).hasSizeGreaterThan(3 * MIB);
    assertThat(encoded("elements", 9_000)).hasSizeGreaterThan(9_000);
  }

  @Test
  void theErrorNamesTheSettingAndHowFarItGoes() {
    assertThatThrownBy(() -> encoded("plain", 70_000))
        .hasMessageContainingAll(
            "step 'plain'", "at most 65536 bytes", "found 70011", "resultLimit", "up to 4194304");
    assertThatThrownBy(() -> encoded("elements", 20_000))
        .hasMessageContainingAll("at most 10000 bytes", "found 20011", "up to 65536");
  }

  @Test
  void whereTheLimitCannotBeRaisedTheErrorPointsToBlobsAlone() {
    assertThatThrownBy(() -> encoded("raised", 5 * MIB))
        .hasMessageContaining("belongs in a blob")
        .hasMessageNotContaining("resultLimit");
  }

  @Test
  void aQueueWithSmallMessagesBoundsEveryLimit() {
    assertThat(new ResultLimit(new JsonCodec(), 64 << 10).limit(step("raised")))
        .isEqualTo((32 << 10) - 1024);
  }

  @Test
  void aTaskKnowsItsWorker() throws Exception {
    WorkerFixture worker =
        new WorkerFixture((item, context) -> new Numbers.Answer(context.worker().toString()));
    worker.sendItems(1);
    worker.step();
    assertThat(
            worker
                .reported(dev.pawl.wire.Message.Entry.Completed.class)
                .getFirst()
                .results()
                .text(0))
        .contains(new WorkerInfo("w1", "default", 1).toString());
  }
}
