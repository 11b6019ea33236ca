package dev.pawl.specs.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskLedger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of the events of a run, whatever happens to it. */
final class Invariants {
  private final ProcessGraph graph;
  private final TaskLedger ledger;
  private final Set<Long> scheduled = new HashSet<>();
  private final Set<Long> confirmed = new HashSet<>();
  private final Map<Long, int[]> parents = new HashMap<>();
  private final Map<Integer, Boolean> sides = new HashMap<>();

  /** How many attempts go on, of tasks that had two at once. */
  private final Map<Long, Integer> live = new HashMap<>();

  private int endings;

  Invariants(ProcessGraph graph, TaskLedger ledger) {
    this.graph = graph;
    this.ledger = ledger;
  }

  void check(List<RunEvent> events) {
    events.forEach(this::check);
    assertThat(endings).isLessThanOrEqualTo(1);
    int waiting =
        ledger.steps() == 0 ? 0 : graph.steps().stream().mapToInt(this::waitingIfTasks).sum();
    assertThat(ledger.nextRetryAt() < Long.MAX_VALUE)
        .as("%d tasks wait for a retry", waiting)
        .isEqualTo(waiting > 0);
  }

  private int waitingIfTasks(Step step) {
    return hasTasks(step) ? waiting(step.id()) : 0;
  }

  private static boolean hasTasks(Step step) {
    return step.onWorkers() || step instanceof Step.Child;
  }

  private int waiting(int step) {
    return ledger.scheduledCount(step)
        - ledger.doneCount(step)
        - ledger.quarantinedCount(step)
        - ledger.outstanding(step).size();
  }

  private void check(RunEvent event) {
    assertThat(endings).as("nothing follows the end, found %s", event).isZero();
    switch (event) {
      case RunEvent.TasksScheduled e -> {
        once(scheduled, e.step(), e.indexes(), "scheduled");
        e.indexes().forEach(index -> requireSources(e.step(), index));
      }
      case RunEvent.Planned e -> {
        requireReached(graph.step(e.step()));
        for (int node = 0; node < e.ids().size(); node++) {
          boolean first =
              parents.put(key(e.step(), e.first() + node), e.parents().get(node)) == null;
          assertThat(first).as("%d[%d] planned once", e.step(), e.first() + node).isTrue();
        }
      }
      case RunEvent.ResultsConfirmed e -> {
        once(confirmed, e.step(), e.indexes(), "confirmed");
        e.indexes().forEach(index -> assertThat(scheduled).contains(key(e.step(), index)));
        e.indexes().forEach(index -> live.computeIfPresent(key(e.step(), index), (_, _) -> 0));
      }
      case RunEvent.SecondAttemptIssued e ->
          assertThat(live.put(key(e.step(), e.index()), 2)).as("one second attempt").isNull();
      case RunEvent.AttemptDropped e ->
          assertThat(live.put(key(e.step(), e.index()), 1)).as("one of two dropped").isEqualTo(2);
      case RunEvent.TaskReissued e -> lastEnded(e.step(), e.index(), e);
      case RunEvent.RetryPlanned e -> lastEnded(e.step(), e.index(), e);
      case RunEvent.TaskQuarantined e -> lastEnded(e.step(), e.index(), e);
      case RunEvent.Combined e -> {
        once(confirmed, e.step(), e.indexes(), "made");
        e.indexes().forEach(index -> requireSources(e.step(), index));
      }
      case RunEvent.FannedOut e -> {
        once(confirmed, e.step(), IndexSet.range(e.first(), e.first() + e.values().size()), "made");
        requireReached(graph.step(e.step()));
      }
      case RunEvent.Folded e -> {
        requireReached(graph.step(e.step()));
        requireAll(((Step.Fold) graph.step(e.step())).source(), e.upTo());
      }
      case RunEvent.BranchChosen e ->
          assertThat(sides.put(e.step(), e.side())).as("choice made before").isNull();
      case RunEvent.SignalReceived e -> once(confirmed, e.step(), IndexSet.of(0), "received");
      case RunEvent.RoundBegan e -> {
        assertThat(ledger.round(e.body().first())).isEqualTo(e.round());
        e.body()
            .forEach(step -> {
              scheduled.removeIf(key -> (int) (key >> 32) == step);
              confirmed.removeIf(key -> (int) (key >> 32) == step);
              live.keySet().removeIf(key -> (int) (key >> 32) == step);
              sides.remove(step);
            });
      }
      case RunEvent.RunStalled _ -> {
        assertThat(ledger.awaited()).as("a stalled run waits for no signal").isEmpty();
        graph
            .steps()
            .forEach(step ->
                assertThat(ledger.outstanding(step.id()).size() + waitingIfTasks(step))
                    .as("%s goes on", step.name())
                    .isZero());
      }
      case RunEvent.RunCompleted _, RunEvent.RunFailed _, RunEvent.RunCancelled _ -> endings++;
      default -> {}
    }
  }

  /** A task is charged, or begins anew, when none of its attempts goes on. */
  private void lastEnded(int step, int index, RunEvent event) {
    assertThat(confirmed).as("%s", event).doesNotContain(key(step, index));
    assertThat(live.getOrDefault(key(step, index), 0))
        .as("attempts that go on at %s", event)
        .isLessThan(2);
    live.computeIfPresent(key(step, index), (_, _) -> 0);
  }

  private static void once(Set<Long> seen, int step, IndexSet indexes, String what) {
    indexes.forEach(index ->
        assertThat(seen.add(key(step, index))).as("%d[%d] %s once", step, index, what).isTrue());
  }

  /** Everything that an element depends on is there. */
  private void requireSources(int id, int index) {
    Step step = graph.step(id);
    requireReached(step);
    for (int parent : parents.getOrDefault(key(id, index), new int[0])) {
      assertThat(confirmed)
          .as("%s[%d] before a parent", step.name(), index)
          .contains(key(id, parent));
    }
    for (int source : step.sources()) {
      if (graph.step(source).many() && step.many()) {
        assertThat(ledger.isDone(source, index))
            .as("%s[%d] before %d[%d]", step.name(), index, source, index)
            .isTrue();
      } else {
        assertThat(ledger.completed(source))
            .as("%s before its source %d is complete", step.name(), source)
            .isTrue();
      }
    }
  }

  private void requireAll(int source, int upTo) {
    for (int index = 0; index < upTo; index++) {
      boolean there = ledger.isDone(source, index) || ledger.isMissing(source, index);
      assertThat(there).as("fold of %d[%d] before it is there", source, index).isTrue();
    }
  }

  private void requireReached(Step step) {
    for (Step.Guard guard = step.node().guard();
        guard != null;
        guard = graph.step(guard.step()).node().guard()) {
      switch (guard) {
        case Step.Branch branch ->
            assertThat(sides)
                .as("%s lies in a branch that is taken", step.name())
                .containsEntry(branch.choice(), branch.side());
        case Step.Body body ->
            assertThat(ledger.completed(body.entry()))
                .as("%s lies in a round that has begun", step.name())
                .isTrue();
      }
    }
  }

  private static long key(int step, int index) {
    return ((long) step << 32) | index;
  }
}
