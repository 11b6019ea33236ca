package dev.pawl.wfformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pawl.graph.NodeInput;
import dev.pawl.graph.Plan;
import dev.pawl.testkit.handlers.TestContext;
import dev.pawl.wfformat.Wfformat.Checked;
import dev.pawl.wfformat.Wfformat.Executed;
import dev.pawl.wfformat.Wfformat.Job;
import dev.pawl.wfformat.Wfformat.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlersTest {
  private final TestContext context = new TestContext();
  private final AtomicInteger millis = new AtomicInteger();
  private final RunJob handler = new RunJob(() -> Instant.ofEpochMilli(millis.incrementAndGet()));

  private Checked checked(String trace, double factor) throws Exception {
    return context.run(new CheckWorkflow(), new Request(Traces.file(trace), Optional.of(factor)));
  }

  private static NodeInput<Job, Executed> job(long nanos) {
    return new NodeInput<>("a", new Job(nanos), Map.of());
  }

  @Test
  void a_workflow_is_measured_before_it_runs() throws Exception {
    Checked checked = checked(Traces.SAREK, 1);
    assertThat(checked.tasks()).isEqualTo(26);
    assertThat(checked.criticalPath()).isEqualTo(309.657, within(1e-6));
    assertThat(checked.totalWork()).isEqualTo(393.226, within(1e-6));
    assertThat(checked.files().readsWithoutOrder()).isZero();
  }

  @Test
  void each_task_becomes_a_node_that_sleeps_for_its_share() throws Exception {
    Plan<Job> plan = context.run(new MakePlan(), checked(Traces.CHAIN, 0.001));
    assertThat(plan.nodes())
        .hasSize(5)
        .contains(new Plan.Node<>("cpuhog_chain_00000001", new Job(100_376_000), List.of()))
        .anySatisfy(node -> assertThat(node.parents()).containsExactly("cpuhog_chain_00000001"));
  }

  @Test
  void a_job_tells_when_and_where_it_ran() throws Exception {
    long before = System.nanoTime();
    assertThat(context.run(handler, job(2_000_000)))
        .isEqualTo(new Executed(1_000, 2_000, "test", 1));
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void a_job_that_nobody_waits_for_ends_without_sleeping_on() {
    context.cancel();
    assertThatThrownBy(() -> context.run(handler, job(Long.MAX_VALUE)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_job_that_is_interrupted_ends() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> context.run(handler, job(Long.MAX_VALUE)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_factor_that_is_none_is_refused() {
    for (double factor : new double[] {0, -1, Double.NaN, 1_001}) {
      assertThatThrownBy(() -> new Request(Traces.file(Traces.CHAIN), Optional.of(factor)))
          .hasMessageContainingAll("secondsPerSecond should be above 0", "found " + factor);
    }
    assertThat(new Request(Traces.file(Traces.CHAIN), Optional.empty()).factor()).isEqualTo(0.001);
  }
}
