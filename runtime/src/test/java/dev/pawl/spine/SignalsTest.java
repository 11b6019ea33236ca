package dev.pawl.spine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Graph;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.run.RunEvent;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Request;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals, as an orchestrator takes them that has the code of the run. */
final class SignalsTest {
  record Order(int pieces) {}

  record Decision(boolean approved, String by) {
    Decision {
      if (by.isBlank()) {
        throw new IllegalArgumentException("somebody should have decided");
      }
    }
  }

  static final class Approval implements ProcessDefinition<Order, Decision> {
    @Override
    public String name() {
      return "approval";
    }

    @Override
    public One<Decision> define(Graph graph, One<Order> order) {
      return graph.combine(
          "decided",
          Decision.class,
          order,
          graph.await("approve", Decision.class),
          (ordered, decision) -> decision);
    }
  }

  private final Box box = new Box(new Approval());

  @BeforeEach
  void start() throws InterruptedException {
    box.start("r1", new Order(3));
    box.settle();
  }

  private Reply signal(String name, String value) throws InterruptedException {
    CompletableFuture<Reply> reply = box.ask(new Request.Signal("r1", name, value.getBytes(UTF_8)));
    box.settle();
    return reply.join();
  }

  @Test
  void aValueIsRecordedAsItsTypeIsWritten() throws InterruptedException {
    Reply reply = signal("approve", "{ \"by\":\"Ada\",\n \"approved\":true, \"note\":1 }");

    assertThat(reply.accepted()).isTrue();
    assertThat(new String(((RunEvent.RunCompleted) box.last("r1")).result(), UTF_8))
        .isEqualTo("{\"approved\":true,\"by\":\"Ada\"}");
  }

  @Test
  void aValueThatDoesNotFitIsRefusedWithTheReasonAndNothingIsRecorded()
      throws InterruptedException {
    int before = box.events("r1").size();

    assertThat(signal("approve", "{\"approved\":true}").detail())
        .contains("the value of signal 'approve' should be a", "Decision", "by");
    assertThat(signal("approve", "7").accepted()).isFalse();
    assertThat(signal("approve", "{\"approved\":true,\"by\":\" \"}").detail())
        .contains("somebody should have decided");
    assertThat(box.events("r1")).hasSize(before);
  }

  @Test
  void anotherNameIsRefusedWithThoseThatAreAwaited() throws InterruptedException {
    assertThat(signal("aprove", "{}").detail()).contains("one of approve, found 'aprove'");
  }

  @Test
  void ofTwoSignalsTheFirstCounts() throws InterruptedException {
    box.ask(
        new Request.Signal("r1", "approve", "{\"approved\":true,\"by\":\"Ada\"}".getBytes(UTF_8)));
    Reply second = signal("approve", "{\"approved\":false,\"by\":\"Bob\"}");

    assertThat(second.accepted()).isFalse();
    assertThat(new String(((RunEvent.RunCompleted) box.last("r1")).result(), UTF_8))
        .contains("Ada");
  }
}
